from __future__ import annotations

from django.db.models import Q

from preau.federation.models import Follower, Reaction, ReactionKind
from preau.federation.protocol import values
from preau.institutions.models import Page
from preau.posts.models import Post

from .incoming import Incoming

KINDS = {"Like": ReactionKind.LIKE, "Announce": ReactionKind.BOOST}


def handle(incoming: Incoming) -> str:
    """Somebody takes back a Follow, a Like or a boost of their own, named by its id or written out."""
    undone = incoming.activity.embedded
    if undone and values.id_of(undone.get("actor")) not in ("", incoming.remote.uri):
        return "it undoes what somebody else did"
    if _unfollowed(incoming) or _unreacted(incoming):
        return ""
    if not incoming.activity.object_id:
        return "it names nothing"
    incoming.circle.take_back(incoming.activity.object_id, incoming.remote)
    return "nothing of theirs was known by that name"


def _unfollowed(incoming: Incoming) -> bool:
    undone = incoming.activity.embedded
    named = Q(follow_uri=incoming.activity.object_id) if incoming.activity.object_id else Q(pk__in=[])
    if values.kind_of(undone) == "Follow":
        page = incoming.resolve(values.id_of(undone.get("object")))
        named |= Q(actor__page=page) if isinstance(page, Page) else Q(pk__in=[])
    return bool(Follower.objects.filter(named, remote=incoming.remote).delete()[0])


def _unreacted(incoming: Incoming) -> bool:
    undone = incoming.activity.embedded
    named = Q(uri=incoming.activity.object_id) if incoming.activity.object_id else Q(pk__in=[])
    if kind := KINDS.get(values.kind_of(undone)):
        post = incoming.resolve(values.id_of(undone.get("object")))
        named |= Q(post=post, kind=kind) if isinstance(post, Post) else Q(pk__in=[])
    reactions = Reaction.objects.filter(named, remote=incoming.remote).exclude(kind=ReactionKind.QUOTE)
    return bool(reactions.delete()[0])
