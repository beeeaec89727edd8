"""The guide in public: what boards ask of people who write to them, and promise. Every edition stays readable."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from preau.guide.models import Edition
from preau.guide.selectors import (
    PUBLIC_ARTICLES,
    applied,
    board_of,
    edition_in_force,
    editions_of,
    institution_of,
    linker,
)
from preau.institutions.models import Domain, Institution, Page
from preau.ui.remember import remembered
from preau.users.services import public
from preau.website.addresses import path_to
from preau.website.shown import reader_language

from .finding import boards_of, domain_of, of_page, show


@public
def network(request: HttpRequest, article: str, number: int | None = None) -> HttpResponse:
    """The guide of a network: its one board's, else a choice among its boards, else what comes with Préau."""
    domain = domain_of(request)
    boards = boards_of(domain)
    if len(boards) > 1:
        if number is not None:
            raise Http404
        return remembered(show(request, domain, "guides", {"article": article, "boards": boards}))
    return _show(request, domain, boards[0] if boards else None, article, number)


@public
@of_page
def of_one(request: HttpRequest, page: Page, article: str, number: int | None = None) -> HttpResponse:
    """The guide that applies to a page: its board's."""
    return _show(request, page.domain, institution_of(page), article, number, page)


def _show(
    request: HttpRequest,
    domain: Domain | None,
    institution: Institution | None,
    article: str,
    number: int | None,
    page: Page | None = None,
) -> HttpResponse:
    board = board_of(institution) if institution else None
    asked = _edition(board, article, number)
    newest = edition_in_force(institution, article)
    language = reader_language()
    shown = applied(institution, article, language, edition=asked, link=linker(institution, language))
    context: dict[str, Any] = {
        "page": page,
        "board": board,
        "shown": shown,
        "foreign": "" if shown.language == language else shown.language,
        "newest": newest,
        "is_in_force": shown.edition == newest,
        "here": _path(article, None, page),
        "editions": [(one, _path(article, one.number, page)) for one in editions_of(board, article)] if board else [],
        "others": [
            (applied(institution, slug, language, link=shown.link), _path(slug, None, page))
            for slug in _others(article)
        ],
    }
    return remembered(show(request, domain, "guide", context))


def _edition(board: Institution | None, article: str, number: int | None) -> Edition | None:
    """The edition asked for, None where it is not a particular one. Errors: 404 where there is none of that number."""
    if number is None:
        return None
    adopted = Edition.objects.filter(institution=board, article=article, number=number) if number < 2**31 else None
    found = adopted.select_related("institution").first() if adopted is not None else None
    if found is None:
        raise Http404
    return found


def _others(article: str) -> list[str]:
    return [slug for slug in PUBLIC_ARTICLES if slug != article]


def _path(article: str, number: int | None, page: Page | None) -> str:
    named = [article] if number is None else [article, number]
    name = "guide" if number is None else "guide_edition"
    return path_to(f"{name}_of", page.handle, *named) if page else path_to(name, *named)
