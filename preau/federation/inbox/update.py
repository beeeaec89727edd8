"""Somebody changed what they wrote, or how they present themselves."""

from __future__ import annotations

from preau.federation import services
from preau.federation.protocol import values

from . import create
from .incoming import Incoming

PEOPLE = frozenset({"Person", "Service", "Application", "Group", "Organization"})


def handle(incoming: Incoming) -> str:
    uri = incoming.activity.object_id
    if uri == incoming.remote.uri:
        # Fetched anew already where it matters: their own server's word counts, not the one sent.
        return "" if uri in incoming.fetched else "nobody here would see it"
    if values.kind_of(incoming.activity.embedded) in PEOPLE:
        return "it is about somebody else"
    return create.handle(incoming)


def wants(incoming: Incoming) -> bool:
    if incoming.activity.object_id == incoming.remote.uri:
        return incoming.remote.uri not in incoming.fetched and _matters(incoming)
    return create.wants(incoming)


def _matters(incoming: Incoming) -> bool:
    """Whether anybody here would see the change: else no server is asked."""
    return incoming.remote.follows.exists() or incoming.remote.notes.exists()


def fetch(incoming: Incoming) -> None:
    if incoming.activity.object_id == incoming.remote.uri:
        incoming.fetched[incoming.remote.uri] = services.remote_actor(incoming.remote.uri, fresh=True)
    else:
        create.fetch(incoming)
