"""How many of a network's pages are open: what a board follows on its desk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from preau.institutions.models import Institution


@dataclass(frozen=True)
class BoardAdoption:
    """One board: of the institutions below it, `total` are listed and `open` of these have an open page."""

    board: Institution
    total: int
    open: int
    is_open: bool  # the board's own page

    @property
    def percent(self) -> int:
        return round(100 * self.open / self.total) if self.total else 0


@dataclass(frozen=True)
class Adoption:
    """Several boards and, over them all, the institutions below boards."""

    boards: list[BoardAdoption]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.boards)

    @property
    def open(self) -> int:
        return sum(line.open for line in self.boards)

    @property
    def percent(self) -> int:
        return round(100 * self.open / self.total) if self.total else 0


def adoption(institutions: QuerySet[Institution]) -> Adoption:
    """How many of `institutions` have an open page, by board. Those gone from the ministry's file do not count.

    A board appears when it or an institution below it is among `institutions`. Two queries, whatever the size.
    """
    is_open = Q(page__opened_at__isnull=False, page__closed_at__isnull=True)
    counted = institutions.exclude(kind=Institution.Kind.BOARD).filter(missing_since__isnull=True, parent__isnull=False)
    grouped = counted.order_by().values("parent").annotate(total=Count("pk"), open=Count("pk", filter=is_open))
    counts = {parent: (total, opened) for parent, total, opened in grouped.values_list("parent", "total", "open")}
    of_boards = Q(pk__in=counts) | Q(pk__in=institutions.filter(kind=Institution.Kind.BOARD).order_by().values("pk"))
    boards = Institution.objects.filter(of_boards).select_related("page")
    return Adoption([_line(board, *counts.get(board.pk, (0, 0))) for board in boards])


def _line(board: Institution, total: int, opened: int) -> BoardAdoption:
    page = getattr(board, "page", None)
    return BoardAdoption(board, total, opened, page is not None and page.is_open)
