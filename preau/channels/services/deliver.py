from __future__ import annotations

import logging

from django.db import transaction

from preau.channels import registry
from preau.channels.models import Delivery, DeliveryState
from preau.channels.outgoing import outgoing_for
from preau.connectors.base import NetworkError
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.posts.models import PostState

from .outcome import cut_short, outcome_of
from .plan import priority_of
from .settle import delivery_settle

log = logging.getLogger(__name__)
DUE = [DeliveryState.PENDING, DeliveryState.RETRYING]


def delivery_advance(*, delivery_id: int) -> None:
    """Publish one delivery that is due, and write down what became of it. Nothing is raised for a network's reasons."""
    delivery = _begin(delivery_id)
    if delivery is None:
        return
    try:
        receipt = registry.publisher(delivery.channel.network).publish(outgoing_for(delivery))
    except NetworkError as error:
        _note(delivery, error)
    except Exception:
        log.exception("delivery %s was cut short", delivery_id)
        _note(delivery, cut_short(delivery.channel.network))
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
    _note(delivery, cut_short(delivery.channel.network))
    return False


@transaction.atomic
def _note(delivery: Delivery, error: NetworkError) -> None:
    found = outcome_of(error, delivery.attempts)
    delivery_settle(delivery_id=delivery.pk, state=found.state, words=found.words, next_at=found.next_at)
    if found.next_at is not None:
        again = task_named("preau.channels.tasks.deliver").using(
            run_at=found.next_at, priority=priority_of(delivery.post)
        )
        again.enqueue(delivery_id=delivery.pk)
