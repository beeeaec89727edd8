"""Reading one item: who sent it, whether it is read at all, and by whom."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from preau.channels.models import InboundItem
from preau.federation import services
from preau.federation.models import Policy
from preau.federation.protocol.activities import Received, read_activity
from preau.kernel import clock

from .circle import Circle
from .handlers import HANDLERS
from .incoming import Incoming
from .outcome import Outcome, fail

UNKNOWN = "it is of a kind that changes nothing here"


def received(item: InboundItem) -> Received:
    """What came, as far as it can be read. Raises nothing."""
    try:
        return read_activity(json.loads(item.payload))
    except (ValueError, RecursionError):
        return read_activity(None)


def read_one(
    item: InboundItem, read: Received, circle: Circle, outcome: Outcome, fetched: dict[str, Any] | None = None
) -> None:
    """Read an item in a part of its own of the transaction. `fetched`: what was asked of other servers, if they were.

    What is raised is the item's own failure.
    """
    handler = HANDLERS.get(read.kind)
    remote = circle.people.get(item.sender)
    incoming = Incoming(item, read, remote, clock.now(), circle, fetched or {}) if remote else None
    try:
        if handler is None:
            outcome.note(item, UNKNOWN)
        elif incoming is None or (fetched is None and not fault_of(incoming) and handler.wants(incoming)):
            outcome.asking.append(item.pk)
        else:
            with transaction.atomic():
                reason = fault_of(incoming) or handler.handle(incoming)
            outcome.note(item, reason)
    except Exception as error:
        fail(item, error)


def ask(item: InboundItem, read: Received) -> dict[str, Any]:
    """Ask other servers for what reading the item needs, its sender included. Raises what the asking raises."""
    circle = Circle([(item, read)])
    if item.sender not in circle.people:
        services.remote_actor(item.sender)
        circle = Circle([(item, read)])
    handler, remote = HANDLERS.get(read.kind), circle.people.get(item.sender)
    if handler is None or remote is None:
        return {}
    incoming = Incoming(item, read, remote, clock.now(), circle)
    if not fault_of(incoming) and handler.wants(incoming):
        handler.fetch(incoming)
    return incoming.fetched


def fault_of(incoming: Incoming) -> str:
    """Why the item is not read at all, else ""."""
    if incoming.activity.actor != incoming.item.sender or incoming.activity.id != incoming.item.remote_id:
        return "its actor or its id is not what was proven"
    if incoming.policy == Policy.BLOCKED:
        return "their server is blocked"
    return "they are no more" if incoming.remote.gone_at else ""
