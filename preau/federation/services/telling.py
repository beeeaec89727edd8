"""Telling one actor elsewhere what we answer to what they asked."""

from __future__ import annotations

from typing import Any

from preau.channels.selectors import origin_of
from preau.federation.models import Actor, RemoteActor
from preau.federation.protocol.addresses import actor_uri

from .activity_send import activity_send


def uri_of(actor: Actor) -> str:
    """The address of an actor that is a page."""
    return actor_uri(origin_of(actor.domain), actor.page_id or 0)


def tell(*, actor: Actor, to: RemoteActor, kind: str, about: dict[str, Any], **more: Any) -> None:
    """Send `kind` (Accept, Reject) of `about`, the activity that `to` sent us, in the caller's transaction."""
    document = {"type": kind, "actor": uri_of(actor), "to": [to.uri], "object": about, **more}
    activity_send(actor=actor, kind=kind, object_uri=about["id"], document=document, inboxes=[to.inbox])


def follow_document(*, follow_uri: str, remote: RemoteActor, actor: Actor) -> dict[str, Any]:
    """A Follow as its server knows it: some need more than its id to find it."""
    return {"id": follow_uri, "type": "Follow", "actor": remote.uri, "object": uri_of(actor)}
