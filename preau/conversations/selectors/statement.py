"""« Mises au point » where the talk is: as the public reads them, and as the desk chooses among them."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    shown = {"pinned_under__under": post, "pinned_under__removed_at__isnull": True}
    rows = Post.objects.filter(**shown, pinned_under__pinned_at__isnull=False)
    return list(with_signer(rows).order_by("-pinned_under__pinned_at", "-pk"))


def signers_for(page: Page) -> QuerySet[Page]:
    """The pages whose statements may be pinned under what `page` says: its own, and those of institutions above."""
    above = [int(part) for part in page.institution.path.split("/") if part] if page.institution else []
    return Page.objects.filter(pk=page.pk) | Page.objects.filter(institution__in=above)


def pinnable(under: Post) -> QuerySet[Post]:
    """The published statements that may stand on top of what is said under `under`, the newest first."""
    published = Post.objects.filter(page__in=signers_for(under.page), kind=PostKind.STATEMENT)
    return published.filter(state=PostState.PUBLISHED).exclude(pk=under.pk).order_by("-published_at", "-pk")


@dataclass(frozen=True, slots=True)
class Statements:
    """What the desk shows of a talk: `pinned`, those being written or ready (`asked`), and published ones to choose."""

    pinned: list[PinnedStatement] = field(default_factory=list)
    asked: list[PinnedStatement] = field(default_factory=list)
    offered: list[Post] = field(default_factory=list)


def statements_of(conversation: Conversation) -> Statements:
    """Three queries; none where the conversation is private or under no post."""
    under = conversation.post
    if conversation.is_private or under is None:
        return Statements()
    rows = PinnedStatement.objects.filter(under=under, removed_at__isnull=True).select_related("statement__page")
    standing = list(rows.order_by("-pinned_at", "-pk"))
    others = pinnable(under).exclude(pk__in=[row.statement_id for row in standing])
    return Statements(
        pinned=[row for row in standing if row.pinned_at],
        asked=[row for row in standing if not row.pinned_at],
        offered=list(others.select_related("page")[:OFFERED]),
    )


def waiting_for_pin(user: User, statement: Post) -> list[PinnedStatement]:
    """The talks that asked for `statement`, among those that `user` moderates."""
    rows = PinnedStatement.objects.filter(statement=statement, pinned_at__isnull=True, removed_at__isnull=True)
    return list(rows.filter(conversation__in=moderated_where(user)).select_related("under__page", "conversation"))


def pinned_where(user: User) -> QuerySet[PinnedStatement]:
    """Those of the talks that `user` moderates."""
    return PinnedStatement.objects.filter(conversation__in=moderated_where(user), removed_at__isnull=True)
