"""What was removed on a page and those below it, counted for everybody: no word of it, and nobody's name."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext

from preau.conversations.models import Block, Contest, HideReason, Outcome, Removal
from preau.institutions.models import Page
from preau.kernel import clock

MASKED = "masked"  # beside the reasons: words masked in a message that stayed


@dataclass(slots=True)
class Month:
    """One month, by its first day: {reason or MASKED: how many}."""

    first: dt.date
    removed: Counter[str] = field(default_factory=Counter)
    restored: int = 0

    @property
    def total(self) -> int:
        return self.removed.total()

    @property
    def cells(self) -> list[int]:
        """By the order of `columns`."""
        return [self.removed[key] for key, _ in columns()]


@dataclass(frozen=True, slots=True)
class Counts:
    """Months, the newest first; contests since the beginning; how many people are blocked today."""

    months: list[Month]
    contests: int
    waiting: int
    upheld: int
    reversed: int
    blocks: int

    @property
    def lines(self) -> list[Line]:
        """As a table has them: the reasons, all of them together, and what was shown again."""
        reasons = [Line(label, [month.removed[key] for month in self.months]) for key, label in columns()]
        together = Line(gettext("Tous les motifs"), [month.total for month in self.months])
        return [*reasons, together, Line(gettext("Montrés de nouveau"), [month.restored for month in self.months])]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a number a month, the newest first."""

    label: str
    numbers: list[int]

    @property
    def total(self) -> int:
        return sum(self.numbers)


def columns() -> list[tuple[str, str]]:
    """(reason or MASKED, its words), as tables show them."""
    return [(value, str(label)) for value, label in HideReason.choices] + [(MASKED, gettext("Mots masqués"))]


def transparency(page: Page) -> Counts:
    """For a board's page, its schools' pages are counted with it. Four queries."""
    pages = _pages(page)
    months: dict[dt.date, Month] = {}
    for first, reason, is_partial, count in _by_month(pages, "removed_at"):
        months.setdefault(first, Month(first)).removed[MASKED if is_partial else reason] += count
    for first, _reason, _is_partial, count in _by_month(pages, "restored_at"):
        months.setdefault(first, Month(first)).restored += count
    outcomes = Counter(dict(_outcomes(pages)))
    running = Block.objects.filter(page__in=pages, lifted_at=None, ended_at=None, until__gt=clock.now())
    return Counts(
        months=sorted(months.values(), key=lambda month: month.first, reverse=True),
        contests=outcomes.total(),
        waiting=outcomes[""],
        upheld=outcomes[Outcome.UPHELD],
        reversed=outcomes[Outcome.REVERSED],
        blocks=running.count(),
    )


def _pages(page: Page) -> QuerySet[Page]:
    if page.institution is None:
        return Page.objects.filter(pk=page.pk)
    return Page.objects.filter(Q(pk=page.pk) | Q(institution__path__startswith=page.institution.path))


def _by_month(pages: QuerySet[Page], moment: str) -> list[tuple[dt.date, str, bool, int]]:
    rows = Removal.objects.filter(page__in=pages, **{f"{moment}__isnull": False})
    grouped = rows.annotate(month=TruncMonth(moment)).order_by().values_list("month", "reason", "is_partial")
    return [(month.date(), reason, part, count) for month, reason, part, count in grouped.annotate(count=Count("pk"))]


def _outcomes(pages: QuerySet[Page]) -> list[tuple[str, int]]:
    rows = Contest.objects.filter(page__in=pages).order_by().values_list("outcome")
    return list(rows.annotate(count=Count("pk")))
