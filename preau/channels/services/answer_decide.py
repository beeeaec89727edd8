"""What a person decides about an answer: sent again, held for received, taken back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels import registry
from preau.channels.models import Answer, DeliveryState
from preau.connectors.base import NetworkError, TryLater
from preau.jobs.services import RetryAt, task_named
from preau.kernel import clock
from preau.kernel.errors import Conflict
from preau.users.models import User

from .answer_advance import replier
from .answer_send import answer_recorded

UNSENT = [DeliveryState.PENDING, DeliveryState.RETRYING]
SOON = dt.timedelta(minutes=5)


def _locked(answer: Answer) -> Answer:
    found = Answer.objects.select_for_update().get(pk=answer.pk)
    if found.withdrawn_at:
        raise Conflict(_("Cette réponse a été retirée : elle n’est plus envoyée."))
    return found


def _again(answer: Answer) -> None:
    answer.state, answer.attempts, answer.next_at, answer.last_error = DeliveryState.PENDING, 0, None, ""
    answer.save(update_fields=["state", "attempts", "next_at", "last_error"])
    task_named("preau.channels.tasks.deliver_answer").enqueue(answer_id=answer.pk)


@transaction.atomic
def answer_retry(*, answer: Answer, actor: User) -> None:
    """Send what failed once more. Raises Conflict where nothing failed, or it was taken back."""
    found = _locked(answer)
    if found.state != DeliveryState.FAILED:
        raise Conflict(_("Rien à renvoyer : cette réponse n’est plus en échec."))
    _again(found)
    answer_recorded(found, "answer.retried", actor)


@transaction.atomic
def answer_resolve(*, answer: Answer, was_received: bool, actor: User) -> None:
    """Hold an uncertain answer for received, or send it again. Raises Conflict where nothing is uncertain."""
    found = _locked(answer)
    if found.state != DeliveryState.UNKNOWN:
        raise Conflict(_("Cette réponse n’est plus incertaine : il n’y a rien à décider."))
    if was_received:
        found.state, found.last_error = DeliveryState.DELIVERED, ""
        found.save(update_fields=["state", "last_error"])
    else:
        _again(found)
    answer_recorded(found, "answer.confirmed" if was_received else "answer.resent", actor)


@transaction.atomic
def answer_withdraw(*, answer: Answer, actor: User) -> Answer:
    """Take an answer back: it leaves our pages at once, and networks are asked to forget it. Twice is once."""
    found = Answer.objects.select_for_update().get(pk=answer.pk)
    if found.withdrawn_at:
        return found
    never_left = found.state in UNSENT and not found.attempts
    found.withdrawn_at, found.next_at = clock.now(), None
    found.state = DeliveryState.CANCELLED if never_left else found.state
    found.save(update_fields=["withdrawn_at", "state", "next_at"])
    if not never_left and registry.can_answer(found.channel.network):
        task_named("preau.channels.tasks.take_back_answer").enqueue(answer_id=found.pk)
    answer_recorded(found, "answer.withdrawn", actor)
    return found


def answer_take_back(*, answer_id: int) -> None:
    """Ask the network to forget an answer. Raises RetryAt where it says « not now »."""
    answer = Answer.objects.select_related("channel").filter(pk=answer_id, withdrawn_at__isnull=False).first()
    if answer is None:
        return
    try:
        replier(answer.channel.network).take_back(answer_id)
    except TryLater as error:
        raise RetryAt(error.at or clock.now() + SOON) from error
    except NetworkError as error:
        Answer.objects.filter(pk=answer_id).update(last_error=str(error))
