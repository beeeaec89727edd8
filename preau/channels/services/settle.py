from __future__ import annotations

import datetime as dt

from preau.channels.models import Delivery, DeliveryState
from preau.connectors.base import Receipt
from preau.kernel import clock


def delivery_settle(
    *,
    delivery_id: int,
    state: DeliveryState,
    words: str = "",
    next_at: dt.datetime | None = None,
    receipt: Receipt | None = None,
) -> None:
    """Write how a delivery stands. `words`: why, for a communications officer. No effect on a cancelled one."""
    changes = {"state": state, "last_error": words, "next_at": next_at}
    if state == DeliveryState.DELIVERED:
        changes["delivered_at"] = clock.now()
    if receipt is not None:
        changes |= {"remote_id": receipt.remote_id, "remote_url": receipt.remote_url}
    Delivery.objects.filter(pk=delivery_id).exclude(state=DeliveryState.CANCELLED).update(**changes)
