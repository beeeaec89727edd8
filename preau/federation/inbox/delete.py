"""Somebody took back what they wrote, or is no more."""

from __future__ import annotations

from preau.channels.models import InboundItem
from preau.channels.signals import unsaid
from preau.federation.models import Reaction, RemoteActor, RemoteNote

from .incoming import NETWORK, Incoming


def handle(incoming: Incoming) -> str:
    uri = incoming.activity.object_id
    if not uri:
        return "it names nothing"
    return _person(incoming) if uri == incoming.remote.uri else _note(incoming, uri)


def _note(incoming: Incoming, uri: str) -> str:
    deleted, _ = RemoteNote.objects.filter(uri=uri, remote=incoming.remote).delete()
    Reaction.objects.filter(uri=uri, remote=incoming.remote).delete()
    incoming.circle.take_back(uri, incoming.remote)
    if not deleted:
        return "nothing of theirs was known by that name"
    unsaid.send(sender=incoming.remote.uri, network=NETWORK, remote_id=uri)
    return ""


def _person(incoming: Incoming) -> str:
    """All that is kept of them goes but their address and key: what they may still send is known for theirs."""
    remote = incoming.remote
    unsaid.send(sender=remote.uri, network=NETWORK, remote_id=remote.uri)
    for rows in (remote.follows, remote.reactions, remote.notes):
        rows.all().delete()
    InboundItem.objects.filter(network=NETWORK, sender=remote.uri).exclude(payload="").update(payload="")
    blank = dict.fromkeys(("username", "name", "handle", "url", "picture"), "")
    remote.gone_at = incoming.now  # what they sent after this is read in the same transaction
    RemoteActor.objects.filter(pk=remote.pk).update(gone_at=incoming.now, also_known_as=[], **blank)
    return ""
