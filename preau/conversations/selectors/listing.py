"""Lists of conversations on the desk: what is urgent first, then the newest; paged by key, counted up to a hundred."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import OuterRef, Q, QuerySet, Subquery

from preau.conversations.models import WAITING, Conversation, Message, NoteMention
from preau.institutions.models import Capability, Role, RoleKind
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.kernel.excerpt import cut, read_words
from preau.posts.selectors.public import Cursor
from preau.users.models import User

from .asked import FOLDERS, Asked, asleep, awake
from .clock import Due, dues_of
from .reach import Reach
from .said import name_of

SHEET = 25
MANY = 100  # beyond, a count says « 99+ »
COUNTED = ("waiting", "new", "mine", "snoozed", "mentions")  # counts only where somebody waits
SHOWN = ("page__institution", "page__official", "assignee", "team")
MODERATING = [kind for kind in RoleKind if Capability.MODERATE in kind.capabilities]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a list, written in an address as "<urgent>-<microseconds>-<id>"."""

    is_urgent: bool
    last_at: dt.datetime
    pk: int

    def __str__(self) -> str:
        return f"{int(self.is_urgent)}-{Cursor(self.last_at, self.pk)}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """Raises `Invalid` for anything that `str(place)` does not write."""
        urgent, _line, rest = text.partition("-")
        if urgent not in ("0", "1"):
            raise Invalid(text)
        cursor = Cursor.parse(rest)
        return cls(urgent == "1", cursor.published_at, cursor.post_id)

    def below(self) -> Q:
        """What comes after it. The first comparisons are those that the index serves."""
        older = Q(last_at__lt=self.last_at) | Q(pk__lt=self.pk)
        later = Q(is_urgent=self.is_urgent, last_at__lte=self.last_at) & older
        return later | Q(is_urgent=False) if self.is_urgent else later


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in a list: what was said last by somebody else than the page, and until when it is due."""

    conversation: Conversation
    last: Message | None
    due: Due | None = None

    @property
    def name(self) -> str:
        return name_of(self.last) if self.last else ""

    @property
    def words(self) -> str:
        return cut(read_words(self.last.html), 110) if self.last else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a list, and the place that asks for the next one ("" at the end)."""

    lines: list[Line]
    more: str


def sheet(reach: Reach, asked: Asked, after: Place | None = None) -> Sheet:
    """The conversations asked for that a person may read."""
    found = _places(reach, asked, SHEET + 1, after)
    more = str(found[SHEET - 1]) if len(found) > SHEET else ""
    return Sheet(lines_of([place.pk for place in found[:SHEET]]), more)


def counts(reach: Reach) -> dict[str, int]:
    """How many conversations there are in the folders in which somebody waits, up to MANY."""
    return {folder: _count(_parts(reach, Asked(folder), moderated=False)) for folder in COUNTED}


def _count(parts: list[QuerySet[Conversation]]) -> int:
    return min(MANY, sum(part[:MANY].count() for part in parts))


def waiting(user: User) -> int:
    """How many conversations wait for `user` or a colleague to answer, up to MANY."""
    parts = Reach(user).parts(moderated=True)
    return _count([part.filter(awake(), state__in=WAITING) for part in parts])


@dataclass(frozen=True, slots=True)
class Day:
    """What a person finds on their first screen, a few of each: what names them, what is theirs, what is late, what
    waits. `count`: how many wait in all, up to MANY."""

    mentions: list[Line]
    mine: list[Line]
    overdue: list[Line]
    waiting: list[Line]
    count: int


def day_of(user: User, count: int) -> Day:
    """The first `count` of each, nothing twice. Beside mentions, only what `user` answers."""
    reach = Reach(user)
    late = reach.only(Conversation.objects.filter(awake(), due_at__lt=clock.now(), state__in=WAITING), moderated=True)
    ids = [
        _ids(reach, "mentions", count),
        _ids(reach, "mine", count, moderated=True),
        list(late.order_by("due_at", "pk").values_list("pk", flat=True)[: 3 * count]),
        _ids(reach, "waiting", MANY, moderated=True),
    ]
    in_all = len(ids[-1])
    seen: set[int] = set()
    for number, some in enumerate(ids):
        ids[number] = [pk for pk in some if pk not in seen][:count]
        seen |= set(ids[number])
    lines = {line.conversation.pk: line for line in lines_of(sorted(seen))}
    mentions, mine, overdue, waits = ([lines[pk] for pk in some if pk in lines] for some in ids)
    return Day(mentions, mine, overdue, waits, in_all)


def _ids(reach: Reach, folder: str, count: int, *, moderated: bool = False) -> list[int]:
    return [place.pk for place in _places(reach, Asked(folder), count, moderated=moderated)]


def _places(
    reach: Reach, asked: Asked, count: int, after: Place | None = None, *, moderated: bool = False
) -> list[Place]:
    """The first `count` places of a list: as many of each range of an index, merged."""
    below = after.below() if after else Q()
    walks = [_walk(asked.narrow(part).filter(below), count) for part in _parts(reach, asked, moderated)]
    return list(islice(heapq.merge(*walks, reverse=True), count))


def _walk(rows: QuerySet[Conversation], count: int) -> Iterator[Place]:
    ordered = rows.order_by("-is_urgent", "-last_at", "-pk").values_list("is_urgent", "last_at", "pk")
    return (Place(*row) for row in ordered[:count])


def _parts(reach: Reach, asked: Asked, moderated: bool) -> list[QuerySet[Conversation]]:
    """The ranges of indexes that hold a folder."""
    few = {"mine": mine_of, "mentions": mentioning, "snoozed": asleep_of}.get(asked.folder)
    if few is None:
        parts = reach.parts(asked.page, moderated=moderated)
        return [part.filter(awake(), state=state) for part in parts for state in asked.states]
    of_page = Q(page=asked.page) if asked.page else Q()
    return [reach.only(rows, moderated=moderated).filter(of_page) for rows in few(reach.user)]


def mine_of(user: User) -> list[QuerySet[Conversation]]:
    """What is entrusted to `user`; and what is to an institution where they themselves moderate, and to nobody yet."""
    open_ones = Conversation.objects.filter(awake(), state__in=FOLDERS["mine"][0])
    teams = list(Role.objects.filter(user=user, kind__in=MODERATING).values_list("institution_id", flat=True))
    return [open_ones.filter(assignee=user), open_ones.filter(team__in=teams, assignee=None)]


def mentioning(user: User) -> list[QuerySet[Conversation]]:
    """Those in which a note asks `user` to look, and they have not yet."""
    unseen = NoteMention.objects.filter(user=user, seen_at=None).values("note__conversation_id")
    return [Conversation.objects.filter(pk__in=unseen)]


def asleep_of(user: User) -> list[QuerySet[Conversation]]:
    return [Conversation.objects.filter(asleep())]


def lines_of(ids: list[int]) -> list[Line]:
    """The conversations of these ids, in that order, with what a list shows of them."""
    theirs = Message.objects.theirs().filter(conversation=OuterRef("pk"))
    newest = theirs.order_by("-said_at", "-id").values("pk")[:1]
    rows = Conversation.objects.filter(pk__in=ids).annotate(last_id=Subquery(newest))
    found = {row.pk: row for row in rows.select_related(*SHOWN).prefetch_related("labels")}
    lasts = Message.objects.in_bulk([row.last_id for row in found.values() if row.last_id])
    dues = dues_of(found.values())
    return [Line(found[pk], lasts.get(found[pk].last_id), dues.get(pk)) for pk in ids if pk in found]
