"""A follower goes elsewhere. The old and the new address must both say so, as their own servers show them now."""

from __future__ import annotations

from preau.federation import services
from preau.federation.models import Follower, RemoteActor
from preau.federation.protocol import values

from .incoming import Incoming


def handle(incoming: Incoming) -> str:
    old, target = incoming.remote.uri, _target(incoming)
    if not _is_follower(incoming):
        return "they follow none of our pages"
    was, now = incoming.fetched.get(old), incoming.fetched.get(target)
    if not isinstance(was, RemoteActor) or not isinstance(now, RemoteActor) or was.moved_to != target:
        return "the old address does not say so"
    if old not in now.also_known_as:
        return "the new address does not say so"
    # Their new server asks to follow by itself: the old one is only dropped.
    Follower.objects.filter(remote=incoming.remote).delete()
    return ""


def _target(incoming: Incoming) -> str:
    return values.id_of(incoming.activity.document.get("target"))


def _is_follower(incoming: Incoming) -> bool:
    return incoming.remote.follows.exists()


def wants(incoming: Incoming) -> bool:
    """Only where it would change something are two servers asked."""
    is_own = incoming.activity.object_id == incoming.remote.uri
    target = _target(incoming)
    return is_own and bool(target) and target not in incoming.fetched and _is_follower(incoming)


def fetch(incoming: Incoming) -> None:
    for uri in (incoming.remote.uri, _target(incoming)):
        incoming.fetched[uri] = services.remote_actor(uri, fresh=True)
