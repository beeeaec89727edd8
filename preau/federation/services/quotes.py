"""Answers to those who ask to quote a post (FEP-044f). What allows it is a document of ours, there for as long as the
quote is: other servers fetch it before they show the two together."""

from __future__ import annotations

from typing import Any

from preau.channels.selectors import origin_of
from preau.federation.models import Reaction, RemoteActor
from preau.federation.protocol.addresses import quote_uri
from preau.posts.models import Post

from .actors import actor_for
from .telling import tell


def quote_allow(*, reaction: Reaction, remote: RemoteActor, asked: dict[str, Any]) -> None:
    """Tell `remote` that its quote is allowed, in the caller's transaction. `asked`: its QuoteRequest."""
    actor = actor_for(reaction.post.page)
    stamp = quote_uri(origin_of(actor.domain), reaction.pk)
    tell(actor=actor, to=remote, kind="Accept", about=asked, result=stamp)


def quote_refuse(*, post: Post, remote: RemoteActor, asked: dict[str, Any]) -> None:
    """Tell `remote` that it may not quote this post."""
    tell(actor=actor_for(post.page), to=remote, kind="Reject", about=asked)
