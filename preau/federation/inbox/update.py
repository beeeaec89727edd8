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
    """Whether their profile is to be fetched anew: only where anybody here would see the change."""
    remote = incoming.remote
    if incoming.activity.object_id != remote.uri or remote.uri in incoming.fetched:
        return False
    return remote.follows.exists() or remote.notes.exists()


def fetch(incoming: Incoming) -> None:
    uri = incoming.remote.uri
    incoming.fetched[uri] = services.remote_actor(uri, fresh=True)
