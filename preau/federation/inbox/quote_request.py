"""Somebody asks to quote a post of ours (FEP-044f). Who may is published in its `interactionPolicy`: everyone."""

from __future__ import annotations

from preau.federation import services
from preau.federation.models import Policy, Reaction, ReactionKind
from preau.federation.protocol import values
from preau.posts.models import Post, PostState

from .incoming import Incoming


def handle(incoming: Incoming) -> str:
    post = incoming.resolve(incoming.activity.object_id)
    quote = values.id_of(incoming.activity.document.get("instrument"))
    if not isinstance(post, Post):
        return "it is about none of our posts"
    if not quote or values.host_of(quote) != incoming.remote.host.name:
        return "what quotes is not of the same server as who asks"
    asked = {
        "id": incoming.activity.id,
        "type": "QuoteRequest",
        "actor": incoming.remote.uri,
        "object": incoming.activity.object_id,
        "instrument": quote,
    }
    if not _may(incoming, post, quote):
        services.quote_refuse(post=post, remote=incoming.remote, asked=asked)
        return "the post is not to be quoted"
    reaction, is_new = Reaction.objects.get_or_create(
        uri=quote, defaults={"post": post, "remote": incoming.remote, "kind": ReactionKind.QUOTE}
    )
    if not is_new and (reaction.post_id, reaction.remote_id) != (post.pk, incoming.remote.pk):
        return "it is somebody else’s, or quotes another post"
    services.quote_allow(reaction=reaction, remote=incoming.remote, asked=asked)
    return ""


def _may(incoming: Incoming, post: Post, quote: str) -> bool:
    is_gone = incoming.is_taken_back(quote)
    return post.state == PostState.PUBLISHED and incoming.policy == Policy.OPEN and not is_gone
