"""Reading conversations as the desk does: what a person may see, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from preau.conversations.models import WAITING, Conversation, Message, Report
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import pages_where
from preau.kernel.excerpt import cut, words_of
from preau.posts.selectors.public import Cursor
from preau.users.models import User

from .said import Said, name_of, said_of

SHEET = 25
MANY = 100  # beyond, a count says « 99+ »
LONGEST = 500  # messages of a conversation on screen: the newest


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in a list: what was said last by somebody else than the page."""

    conversation: Conversation
    last: Message | None

    @property
    def name(self) -> str:
        return name_of(self.last) if self.last else ""

    @property
    def words(self) -> str:
        return cut(words_of(self.last.html), 110) if self.last else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a list, and the cursor that asks for the next one ("" at the end)."""

    lines: list[Line]
    more: str


def conversations_where(user: User) -> QuerySet[Conversation]:
    """The conversations that `user` may read: private ones are for those who moderate the page."""
    if user.is_superuser and user.is_active:
        return Conversation.objects.all()
    read, moderated = _ids(user, Capability.READ), _ids(user, Capability.MODERATE)
    if set(read) <= set(moderated):
        return Conversation.objects.filter(page__in=moderated)
    return Conversation.objects.filter(Q(page__in=read, is_private=False) | Q(page__in=moderated))


def _ids(user: User, capability: Capability) -> list[int]:
    return list(pages_where(user, capability).order_by().values_list("pk", flat=True))


def moderated_where(user: User) -> QuerySet[Conversation]:
    """The conversations in which `user` answers and moderates."""
    if user.is_superuser and user.is_active:
        return Conversation.objects.all()
    return Conversation.objects.filter(page__in=_ids(user, Capability.MODERATE))


def sheet(
    user: User, state: str, *, page: Page | None = None, private: bool = False, after: Cursor | None = None
) -> Sheet:
    """The conversations of one state that `user` may read, newest first; of one page, or private ones, alone."""
    rows = conversations_where(user).filter(state=state)
    if page:
        rows = rows.filter(page=page)
    if private:
        rows = rows.filter(is_private=True)
    if after:
        same = Q(last_at=after.published_at, pk__lt=after.post_id)
        rows = rows.filter(Q(last_at__lte=after.published_at) & (Q(last_at__lt=after.published_at) | same))
    found = list(_with_last(rows).order_by("-last_at", "-id")[: SHEET + 1])
    more = str(Cursor(found[SHEET - 1].last_at, found[SHEET - 1].pk)) if len(found) > SHEET else ""
    return Sheet(_lines(found[:SHEET]), more)


def _with_last(rows: QuerySet[Conversation]) -> QuerySet[Conversation]:
    theirs = Message.objects.filter(conversation=OuterRef("pk"), answer__isnull=True)
    newest = theirs.order_by("-said_at", "-id").values("pk")[:1]
    return rows.select_related("page").annotate(last_id=Subquery(newest))


def _lines(rows: list[Conversation]) -> list[Line]:
    lasts = Message.objects.in_bulk([row.last_id for row in rows if row.last_id])  # type: ignore[attr-defined]
    return [Line(row, lasts.get(row.last_id)) for row in rows]  # type: ignore[attr-defined]


def waiting(user: User) -> int:
    """How many conversations wait for `user` or a colleague to answer; counted up to MANY."""
    return moderated_where(user).filter(state__in=WAITING)[:MANY].count()


def longest_waiting(user: User, count: int) -> list[Line]:
    """Those that have waited longest."""
    rows = moderated_where(user).filter(state__in=WAITING)
    return _lines(list(_with_last(rows).order_by("last_at", "id")[:count]))


def messages_of(conversation: Conversation) -> list[Said]:
    """The whole of a conversation, hidden messages too, in the order in which it reads."""
    rows = conversation.messages.select_related("answer__author", "hidden_by").order_by("-said_at", "-id")[:LONGEST]
    return said_of(sorted(rows, key=lambda message: (message.said_at, message.pk)))


def messages_where(user: User) -> QuerySet[Message]:
    """The messages that `user` may hide, show or take back."""
    rows = Message.objects.filter(conversation__in=moderated_where(user))
    return rows.select_related("conversation__page", "conversation__post", "answer")


def reports_where(user: User) -> QuerySet[Report]:
    """The reports to the moderators of the pages that `user` moderates, those that wait first, newest first."""
    pages = pages_where(user, Capability.MODERATE).order_by().values("pk")
    return Report.objects.filter(page__in=pages).select_related("page", "settled_by").order_by("-pk")


def reported(report: Report) -> list[Said]:
    """The messages that a report is about, those that are here."""
    return said_of(report.messages.select_related("conversation").order_by("said_at", "pk"))
