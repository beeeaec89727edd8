from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext_noop

from preau.channels import registry
from preau.channels.models import Answer, DeliveryState
from preau.channels.signals import answer_settled
from preau.connectors.base import NetworkError, OutgoingAnswer, Receipt, Refused, Replier
from preau.jobs.services import task_named
from preau.kernel import clock

from .outcome import cut_short, outcome_of

log = logging.getLogger(__name__)
DUE = [DeliveryState.PENDING, DeliveryState.RETRYING]
NO_ANSWERS = gettext_noop("On ne peut pas répondre sur ce réseau à partir d’ici. Répondez sur le réseau lui-même.")


def answer_advance(*, answer_id: int) -> None:
    """Send one answer that is due, and write down what became of it. Nothing is raised for a network's reasons."""
    answer = _begin(answer_id)
    if answer is None:
        return
    try:
        receipt = replier(answer.channel.network).reply(outgoing_answer(answer))
    except NetworkError as error:
        _note(answer, error)
    except Exception:
        log.exception("answer %s was cut short", answer_id)
        _note(answer, cut_short(answer.channel.network))
    else:
        # Not done yet: a network of our own settles it, once its own rows are.
        state = DeliveryState.DELIVERED if receipt.is_done else DeliveryState.SENDING
        answer_settle(answer_id=answer_id, state=state, receipt=receipt)


def replier(network: str) -> Replier:
    """The connector of a network on which pages answer. Raises Refused for another."""
    found = registry.connector(network)
    if not isinstance(found, Replier):
        raise Refused(NO_ANSWERS)
    return found


def outgoing_answer(answer: Answer) -> OutgoingAnswer:
    """What leaves: plain values."""
    return OutgoingAnswer(
        answer_id=answer.pk,
        channel_id=answer.channel_id,
        reply_to=answer.reply_to,
        author=answer.to,
        text=answer.text,
        html=answer.html,
        language=answer.language,
        is_private=answer.is_private,
    )


@transaction.atomic
def answer_settle(
    *,
    answer_id: int,
    state: DeliveryState,
    words: str = "",
    next_at: dt.datetime | None = None,
    receipt: Receipt | None = None,
) -> None:
    """Write how an answer stands. `words`: why, for a communications officer. No effect on one that was taken back."""
    answer = Answer.objects.select_for_update().filter(pk=answer_id, withdrawn_at__isnull=True).first()
    if answer is None:
        return
    if answer.state == DeliveryState.DELIVERED and state == DeliveryState.SENDING:
        return  # its own rows were done before its sender had ended
    answer.state, answer.last_error, answer.next_at = state, words, next_at
    if state == DeliveryState.DELIVERED:
        answer.delivered_at = answer.delivered_at or clock.now()
    if receipt is not None:
        answer.remote_id = receipt.remote_id or answer.remote_id
        answer.remote_url = receipt.remote_url or answer.remote_url
    answer.save(update_fields=["state", "last_error", "next_at", "delivered_at", "remote_id", "remote_url"])
    answer_settled.send(sender=Answer, answer=answer)


@transaction.atomic
def _begin(answer_id: int) -> Answer | None:
    """Mark the answer as being sent, before anything leaves; None where there is nothing to do."""
    found = Answer.objects.select_for_update().filter(pk=answer_id, withdrawn_at__isnull=True).first()
    if found is None:
        return None
    if found.state == DeliveryState.SENDING:
        if not registry.repeats_safely(found.channel.network):
            _note(found, cut_short(found.channel.network))
            return None
    elif found.state not in DUE or (found.next_at and found.next_at > clock.now()):
        return None
    found.state, found.attempts, found.next_at = DeliveryState.SENDING, found.attempts + 1, None
    found.save(update_fields=["state", "attempts", "next_at"])
    return found


@transaction.atomic
def _note(answer: Answer, error: NetworkError) -> None:
    found = outcome_of(error, answer.attempts)
    answer_settle(answer_id=answer.pk, state=found.state, words=found.words, next_at=found.next_at)
    if found.next_at is not None:
        again = task_named("preau.channels.tasks.deliver_answer").using(run_at=found.next_at)
        again.enqueue(answer_id=answer.pk)
