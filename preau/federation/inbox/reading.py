"""Reading one item: who sent it, whether it is read at all, and by whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from preau.channels.models import InboundItem
from preau.federation import selectors, services
from preau.federation.models import Policy, RemoteActor
from preau.federation.protocol.activities import Received, read_activity
from preau.kernel import clock

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


class Senders:
    """Those who sent a group's items, as far as we know them, and what we decided about their servers: two queries."""

    def __init__(self, uris: Iterable[str]) -> None:
        people = RemoteActor.objects.select_related("host").filter(uri__in=set(uris))
        self.people = {person.uri: person for person in people}
        self.policies = selectors.policies_of({person.host.name for person in self.people.values()})

    def incoming(self, item: InboundItem, read: Received, fetched: dict[str, Any] | None) -> Incoming | None:
        """None where the sender isn't known."""
        remote = self.people.get(item.sender)
        if remote is None:
            return None
        return Incoming(item, read, remote, clock.now(), self.policies[remote.host.name], fetched or {})


def read_one(
    item: InboundItem, read: Received, senders: Senders, outcome: Outcome, fetched: dict[str, Any] | None = None
) -> None:
    """Read an item in a part of its own of the transaction. `fetched`: what was asked of other servers, if they were.

    What is raised is the item's own failure.
    """
    handler = HANDLERS.get(read.kind)
    incoming = senders.incoming(item, read, fetched)
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
    if item.sender not in Senders([item.sender]).people:
        services.remote_actor(item.sender)
    incoming = Senders([item.sender]).incoming(item, read, {})
    handler = HANDLERS.get(read.kind)
    if handler and incoming and not fault_of(incoming) and handler.wants(incoming):
        handler.fetch(incoming)
    return incoming.fetched if incoming else {}


def fault_of(incoming: Incoming) -> str:
    """Why the item is not read at all, else ""."""
    if incoming.activity.actor != incoming.item.sender or incoming.activity.id != incoming.item.remote_id:
        return "its actor or its id is not what was proven"
    if incoming.policy == Policy.BLOCKED:
        return "their server is blocked"
    return "they are no more" if incoming.remote.gone_at else ""
