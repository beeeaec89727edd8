"""Likes and boosts of our posts."""

from __future__ import annotations

from preau.federation.models import Reaction, ReactionKind
from preau.posts.models import Post, PostState

from .incoming import Incoming


def like(incoming: Incoming) -> str:
    return _react(incoming, ReactionKind.LIKE)


def announce(incoming: Incoming) -> str:
    """Only the address of what is boosted counts: what an Announce says that our post says is not looked at."""
    return _react(incoming, ReactionKind.BOOST)


def _react(incoming: Incoming, kind: ReactionKind) -> str:
    post = incoming.resolve(incoming.activity.object_id)
    if not isinstance(post, Post) or post.state != PostState.PUBLISHED:
        return "it is about none of our posts"
    if incoming.is_taken_back(incoming.activity.id):
        return "it was undone before it came"
    defaults = {"uri": incoming.activity.id}
    _, is_new = Reaction.objects.get_or_create(post=post, remote=incoming.remote, kind=kind, defaults=defaults)
    return "" if is_new else "it was known already"
