"""Reading mentions as the desk does: what a person may see, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.listening.models import Mention, MentionState, SourceKind, Watch
from preau.posts.selectors.public import Cursor
from preau.users.models import User

SHEET = 25
MANY = 100  # beyond, a count says « 99+ »
STATES = {
    "new": [MentionState.NEW],
    "done": [MentionState.CONVERSATION, MentionState.STATEMENT, MentionState.ANSWERED],
    "aside": [MentionState.SET_ASIDE],
    "all": list(MentionState),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is filtered by. `kind`: of a source (`SourceKind`)."""

    state: str = "new"  # of STATES
    watch: Watch | None = None
    institution: Institution | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MentionLine:
    """One mention in a list. `repeats`: how many other items tell the same."""

    mention: Mention
    repeats: int


@dataclass(frozen=True, slots=True)
class MentionSheet:
    """A part of a list, and the cursor that asks for the next one ("" at the end)."""

    lines: list[MentionLine]
    more: str


def mentions_where(user: User, capability: Capability = Capability.READ) -> QuerySet[Mention]:
    """The mentions of institutions on which `user` holds `capability`."""
    if user.is_superuser and user.is_active:
        return Mention.objects.all()
    # Their ids rather than a subquery: the planner then walks the index of each.
    ids = list(institutions_where(user, capability).order_by().values_list("pk", flat=True))
    return Mention.objects.filter(institution__in=ids)


def watches_where(user: User, capability: Capability = Capability.READ) -> QuerySet[Watch]:
    """The watches of institutions on which `user` holds `capability`."""
    rows = Watch.objects.filter(institution__in=institutions_where(user, capability).order_by())
    return rows.select_related("institution")


def mention_sheet(user: User, asked: Asked, after: Cursor | None = None) -> MentionSheet:
    """What was asked for, newest first: of each story the mention that came first."""
    rows = mentions_where(user).filter(lead__isnull=True)
    if asked.state != "all":  # no condition rather than one that all fulfil: the index of all then gives the order
        rows = rows.filter(state__in=STATES[asked.state])
    if asked.watch:
        rows = rows.filter(watch=asked.watch)
    if asked.institution:
        rows = rows.filter(institution=asked.institution)
    if asked.kind in SourceKind.values:
        rows = rows.filter(item__source__kind=asked.kind)
    if after:
        same = Q(at=after.published_at, pk__lt=after.post_id)
        rows = rows.filter(Q(at__lte=after.published_at) & (Q(at__lt=after.published_at) | same))
    found = list(rows.select_related("item", "watch", "institution").order_by("-at", "-pk")[: SHEET + 1])
    more = str(Cursor(found[SHEET - 1].at, found[SHEET - 1].pk)) if len(found) > SHEET else ""
    return MentionSheet(_lines(found[:SHEET]), more)


def _lines(rows: Sequence[Mention]) -> list[MentionLine]:
    repeats = Mention.objects.filter(lead__in=[row.pk for row in rows]).values("lead").annotate(number=Count("pk"))
    numbers = {row["lead"]: row["number"] for row in repeats}
    return [MentionLine(row, numbers.get(row.pk, 0)) for row in rows]


def mentions_new(user: User) -> int:
    """How many mentions wait for `user` or a colleague to decide; counted up to MANY."""
    rows = mentions_where(user, Capability.MODERATE).filter(state=MentionState.NEW, lead__isnull=True)
    return rows.order_by()[:MANY].count()


def repeats_of(mention: Mention) -> list[Mention]:
    """What tells the same story to the same watch, the oldest first; the mention itself left out."""
    lead = mention.lead_id or mention.pk
    rows = Mention.objects.filter(Q(lead=lead) | Q(pk=lead)).exclude(pk=mention.pk)
    return list(rows.select_related("item__source").order_by("at", "pk")[:MANY])


def waiting_by_watch(watches: Sequence[Watch]) -> dict[int, int]:
    """How many mentions of each watch nobody has decided on."""
    rows = Mention.objects.filter(watch__in=watches, state=MentionState.NEW, lead__isnull=True).order_by()
    return dict(rows.values_list("watch").annotate(number=Count("pk")))
