"""What a hosted network's own rows add up to, on the delivery that they are of."""

from __future__ import annotations

from collections.abc import Mapping

from preau.channels.models import DeliveryState
from preau.connectors.base import Progress, Receipt

from .settle import delivery_settle

WAITING = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.RETRYING)


def progress_of(by_state: Mapping[str, int]) -> Progress:
    """People by the state of their row, whose states are named as a delivery's; cancelled ones are nobody."""
    return Progress(
        waiting=sum(by_state.get(state, 0) for state in WAITING),
        delivered=by_state.get(DeliveryState.DELIVERED, 0),
        failed=by_state.get(DeliveryState.FAILED, 0),
        unknown=by_state.get(DeliveryState.UNKNOWN, 0),
    )


def conclusion(progress: Progress) -> DeliveryState:
    """How a delivery of which nothing waits any more has ended: uncertain before failed, failed only if wholly so."""
    if progress.unknown:
        return DeliveryState.UNKNOWN
    return DeliveryState.FAILED if progress.failed and not progress.delivered else DeliveryState.DELIVERED


def delivery_conclude(
    *, delivery_id: int, progress: Progress, words: Mapping[DeliveryState, str], receipt: Receipt | None = None
) -> None:
    """Settle a delivery of which nothing waits any more. `words`: what to say of each way to end badly."""
    state = conclusion(progress)
    delivery_settle(delivery_id=delivery_id, state=state, words=words.get(state, ""), receipt=receipt)
