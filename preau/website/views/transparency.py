"""What a page removed of what people say to it, counted by reason and month: for everybody, without anybody's name."""

from __future__ import annotations

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from preau.conversations.selectors import Counts, columns, transparency
from preau.institutions.models import Page
from preau.ui.remember import counts_on, remembered
from preau.users.services import public

from .finding import boards_of, domain_of, of_page, show


@public
def network(request: HttpRequest) -> HttpResponse:
    """Of the one board of a network, what it counts; of several, a choice."""
    domain = domain_of(request)
    boards = [board for board in boards_of(domain) if hasattr(board, "page")]
    if len(boards) == 1:
        return _counts(request, boards[0].page)
    return remembered(show(request, domain, "transparencies", {"boards": boards}))


@public
@of_page
def counts(request: HttpRequest, page: Page) -> HttpResponse:
    return _counts(request, page)


def _counts(request: HttpRequest, page: Page) -> HttpResponse:
    found = transparency(page)
    context = {"page": page, "counts": found, "columns": [label for _key, label in columns()]}
    return remembered(show(request, page.domain, "transparency", context), page, counts_on(page.pk))


@public
@of_page
def as_csv(request: HttpRequest, page: Page) -> HttpResponse:
    """The same months, one line each, the oldest first: UTF-8 with its mark, as spreadsheets want it."""
    response = HttpResponse("\ufeff" + _written(transparency(page)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="transparence-{page.handle}.csv"'
    return remembered(response, page, counts_on(page.pk))


def _written(counts: Counts) -> str:
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow([_("Mois"), *(label for _key, label in columns()), _("En tout"), _("Montrés de nouveau")])
    for month in reversed(counts.months):
        lines.writerow([f"{month.first:%Y-%m}", *month.cells, month.total, month.restored])
    return text.getvalue()
