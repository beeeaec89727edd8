"""What every view of this room begins and ends with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from preau.federation.models import Actor
from preau.federation.protocol.context import MEDIA_TYPE, Document, standing
from preau.federation.selectors import page_of
from preau.federation.services import actor_for
from preau.institutions.models import Domain, Page
from preau.institutions.selectors import domain_for
from preau.kernel.errors import Invalid
from preau.posts.selectors.public import Cursor
from preau.ui.remember import remembered

WRITTEN = {"ensure_ascii": False, "separators": (",", ":")}


def domain_of(request: HttpRequest) -> Domain:
    """The domain that is asked. Errors: 404 where nothing is set up yet."""
    domain = domain_for(request.get_host())
    if domain is None:
        raise Http404
    return domain


def asked_page(request: HttpRequest, page_id: int) -> Page:
    """Errors: 404 for a page that never opened, or of another domain."""
    page = page_of(domain_of(request), page_id)
    if page is None:
        raise Http404
    return page


def asked_actor(request: HttpRequest, page_id: int) -> tuple[Page, Actor]:
    page = asked_page(request, page_id)
    return page, actor_for(page)


def answered(
    document: Document, *tags: Model | int, status: int = 200, until: Iterable[dt.datetime] = ()
) -> HttpResponse:
    """`document` as it stands alone, kept in memory until one of `tags` changes."""
    response = written(standing(document), MEDIA_TYPE, status=status)
    return remembered(response, *tags, until=until)


def forgotten(response: HttpResponse) -> HttpResponse:
    """`response`, not kept in memory: for other spellings of an address, of which there is no end."""
    del response.public_tags  # type: ignore[attr-defined]
    return response


def written(document: Any, media_type: str, status: int = 200) -> HttpResponse:
    """Public data, that pages of other sites may read too."""
    response = JsonResponse(
        document, status=status, safe=False, json_dumps_params=WRITTEN, content_type=f"{media_type}; charset=utf-8"
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def cursor_of(request: HttpRequest) -> Cursor | None:
    """Where the reader is in a collection. Errors: 404 for what no page of it wrote."""
    given = request.GET.get("avant", "")
    if not given:
        return None
    try:
        return Cursor.parse(given)
    except Invalid as error:
        raise Http404 from error
