"""« Mises au point » where the talk is: as the public reads them, and as the desk chooses among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from preau.conversations.models import Conversation, PinnedStatement
from preau.institutions.models import Page
from preau.posts.models import Post, PostKind, PostState
from preau.posts.selectors.public import with_signer
from preau.users.models import User

from .desk import moderated_where

OFFERED = 20  # published ones that the desk offers, the newest


def pinned_under(post: Post) -> list[Post]:
    """The statements on top of what is said under `post`, the newest pinned first; withdrawn ones leave their trace.

    One query where there is none, else two.
    """
    return _pinned(under=post)


def pinned_on(page: Page) -> list[Post]:
    """The same, on top of what is asked of `page` itself."""
    return _pinned(page=page, under__isnull=True)


def _pinned(**place: Any) -> list[Post]:
    shown = {f"pinned_under__{name}": value for name, value in place.items()}
    rows = Post.objects.filter(**shown, pinned_under__removed_at__isnull=True, pinned_under__pinned_at__isnull=False)
    return list(with_signer(rows).order_by("-pinned_under__pinned_at", "-pk"))


def standing_in(conversation: Conversation) -> QuerySet[PinnedStatement]:
    """What is pinned, or asked for, where `conversation` is read."""
    rows = PinnedStatement.objects.filter(removed_at__isnull=True)
    if conversation.post_id is not None:
        return rows.filter(under=conversation.post_id)
    return rows.filter(under__isnull=True, page=conversation.page_id)


def signers_for(page: Page) -> QuerySet[Page]:
    """The pages whose statements may be pinned under what `page` says: its own, and those of institutions above."""
    above = [int(part) for part in page.institution.path.split("/") if part] if page.institution else []
    return Page.objects.filter(pk=page.pk) | Page.objects.filter(institution__in=above)


def pinnable(conversation: Conversation) -> QuerySet[Post]:
    """The published statements that may stand on top of the talk, the newest first; none under itself."""
    published = Post.objects.filter(page__in=signers_for(conversation.page), kind=PostKind.STATEMENT)
    shown = published.filter(state=PostState.PUBLISHED).exclude(pk=conversation.post_id or 0)
    return shown.order_by("-published_at", "-pk")


@dataclass(frozen=True, slots=True)
class Statements:
    """What the desk shows of a talk: `pinned`, those being written or ready (`asked`), and published ones to choose."""

    pinned: list[PinnedStatement] = field(default_factory=list)
    asked: list[PinnedStatement] = field(default_factory=list)
    offered: list[Post] = field(default_factory=list)


def statements_of(conversation: Conversation) -> Statements:
    """Three queries; none where the conversation is private."""
    if conversation.is_private:
        return Statements()
    standing = list(standing_in(conversation).select_related("statement__page").order_by("-pinned_at", "-pk"))
    others = pinnable(conversation).exclude(pk__in=[row.statement_id for row in standing])
    return Statements(
        pinned=[row for row in standing if row.pinned_at],
        asked=[row for row in standing if not row.pinned_at],
        offered=list(others.select_related("page")[:OFFERED]),
    )


def waiting_for_pin(user: User, statement: Post) -> list[PinnedStatement]:
    """The talks that asked for `statement`, among those that `user` moderates."""
    rows = PinnedStatement.objects.filter(statement=statement, pinned_at__isnull=True, removed_at__isnull=True)
    return list(rows.filter(conversation__in=moderated_where(user)).select_related("under", "page", "conversation"))


def pinned_where(user: User) -> QuerySet[PinnedStatement]:
    """Those of the talks that `user` moderates."""
    return PinnedStatement.objects.filter(conversation__in=moderated_where(user), removed_at__isnull=True)
