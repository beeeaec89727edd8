"""What every public view begins with: the domain of the request, and the page of a handle."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from preau.federation.selectors import account_name, actor_id, post_id
from preau.institutions.models import Domain, Institution, Page
from preau.institutions.selectors import domain_for, listed, page_by_handle
from preau.kernel.errors import Invalid
from preau.kernel.text import fold
from preau.posts.models import Post
from preau.posts.selectors.public import Cursor
from preau.ui.remember import remembered
from preau.website import addresses

PageView = Callable[..., HttpResponse]


def domain_of(request: HttpRequest) -> Domain | None:
    return domain_for(request.get_host())


def of_page(view: PageView) -> Callable[..., HttpResponse]:
    """Gives the view the page of its `handle`. An old handle, or one in capitals, leads to the one of today."""

    @wraps(view)
    def found(request: HttpRequest, handle: str, **rest: Any) -> HttpResponse:
        domain = domain_of(request)
        kept = page_by_handle(domain, handle) if domain else None
        if kept is None:
            raise Http404
        page, _ = kept
        if page.handle != handle:
            return moved(request.path.replace(f"/@{handle}", f"/@{page.handle}", 1), page)
        return view(request, page, **rest)

    return found


def boards_of(domain: Domain | None) -> list[Institution]:
    """By name, as a dictionary has them: neither capitals nor accents count."""
    boards = listed(Institution.objects.filter(domain=domain, kind=Institution.Kind.BOARD))
    return sorted(boards, key=lambda board: (fold(board.name), board.pk))


def moved(path: str, page: Page | None = None) -> HttpResponse:
    """A redirect for good, that browsers may yet forget: a handle that comes back must not turn in a circle."""
    return remembered(HttpResponsePermanentRedirect(path), page, cache_control="public, max-age=600")


def cursor_of(request: HttpRequest) -> Cursor | None:
    """Where the reader is in a list. Errors: 404 for what no list wrote."""
    given = request.GET.get("avant", "")
    if not given:
        return None
    try:
        return Cursor.parse(given)
    except Invalid as error:
        raise Http404 from error


def federated(page: Page, post: Post | None = None) -> dict[str, Any]:
    """How an open page, and a post of it, are found from the Fediverse."""
    return {
        "account_name": account_name(page) if page.is_open else "",
        "activity_address": post_id(post) if post else actor_id(page),
    }


def page_frame(request: HttpRequest, domain: Domain | None) -> dict[str, Any]:
    """What the frame of public pages shows: the network, the other language, the address that counts."""
    other = addresses.in_other_language(request.path)
    return {
        "network": domain,
        "other_language_url": other,
        "canonical": addresses.absolute(domain, request.path),
        "french_address": addresses.absolute(domain, addresses.in_french(request.path)),
        "english_address": addresses.absolute(
            domain, other if addresses.in_french(request.path) == request.path else request.path
        ),
        "origin": addresses.origin(domain),
    }


def show(
    request: HttpRequest, domain: Domain | None, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, f"website/{template}.html", {**page_frame(request, domain), **context}, status=status)
