from __future__ import annotations

import logging

from django.db import transaction
from django.utils.translation import gettext_noop

from preau.channels import registry
from preau.channels.models import Delivery, DeliveryState
from preau.channels.outgoing import outgoing_for
from preau.connectors.base import NetworkError, OutcomeUnknown, Reconnect, TryLater
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.posts.models import PostState

from .plan import priority_of
from .settle import backoff, delivery_settle

log = logging.getLogger(__name__)
# Kept as msgids, translated where they are shown.
CUT_SHORT = gettext_noop("L’envoi s’est interrompu : le réseau l’a peut-être reçu. Vérifiez avant de renvoyer.")
RESUMES = gettext_noop("L’envoi s’est interrompu. Il reprendra de lui-même.")
RECONNECT = gettext_noop("Le réseau n’accepte plus notre accès. Reconnectez le compte, puis réessayez.")
DUE = [DeliveryState.PENDING, DeliveryState.RETRYING]


def delivery_advance(*, delivery_id: int) -> None:
    """Publish one delivery that is due, and write down what became of it. Nothing is raised for a network's reasons."""
    delivery = _begin(delivery_id)
    if delivery is None:
        return
    try:
        receipt = registry.connector(delivery.channel.network).publish(outgoing_for(delivery))
    except NetworkError as error:
        _note(delivery, error)
    except Exception:
        log.exception("delivery %s was cut short", delivery_id)
        _note(delivery, _cut_short(delivery))
    else:
        if receipt.is_done:  # else the hosted network settles it, once its own rows are done
            delivery_settle(delivery_id=delivery_id, state=DeliveryState.DELIVERED, receipt=receipt)


@transaction.atomic
def _begin(delivery_id: int) -> Delivery | None:
    """Mark the delivery as being sent, before anything leaves; None where there is nothing to do."""
    found = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if found is None or found.post.state != PostState.PUBLISHED:
        return None
    if found.state == DeliveryState.SENDING:
        if not _resumes(found):
            return None
    elif found.state not in DUE or (found.next_at and found.next_at > clock.now()):
        return None
    found.state, found.attempts, found.next_at = DeliveryState.SENDING, found.attempts + 1, None
    found.save(update_fields=["state", "attempts", "next_at"])
    return found


def _resumes(delivery: Delivery) -> bool:
    """A delivery that was being sent when its worker died: continued where that does no harm, else a person decides."""
    if registry.repeats_safely(delivery.channel.network):
        return True
    _note(delivery, _cut_short(delivery))
    return False


def _cut_short(delivery: Delivery) -> NetworkError:
    if registry.repeats_safely(delivery.channel.network):
        return TryLater(RESUMES)
    return OutcomeUnknown(CUT_SHORT)


def _note(delivery: Delivery, error: NetworkError) -> None:
    match error:
        case TryLater():
            _try_later(delivery, error)
        case OutcomeUnknown():
            delivery_settle(delivery_id=delivery.pk, state=DeliveryState.UNKNOWN, words=str(error))
        case Reconnect():
            words = f"{RECONNECT}\n{error}".strip()
            delivery_settle(delivery_id=delivery.pk, state=DeliveryState.FAILED, words=words)
        case _:  # Refused
            delivery_settle(delivery_id=delivery.pk, state=DeliveryState.FAILED, words=str(error))


@transaction.atomic
def _try_later(delivery: Delivery, error: TryLater) -> None:
    wait = backoff(delivery.attempts)
    if wait is None:
        delivery_settle(delivery_id=delivery.pk, state=DeliveryState.FAILED, words=str(error))
        return
    at = error.at or clock.now() + wait
    delivery_settle(delivery_id=delivery.pk, state=DeliveryState.RETRYING, words=str(error), next_at=at)
    task_named("preau.channels.tasks.deliver").using(run_at=at, priority=priority_of(delivery.post)).enqueue(
        delivery_id=delivery.pk
    )
