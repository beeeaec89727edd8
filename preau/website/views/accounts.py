"""The register of official accounts: how anybody can tell a school's account from one in its name."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import urlencode

from preau.institutions.models import Domain, Page
from preau.ui.remember import FEED, remembered
from preau.users.services import public
from preau.website import register
from preau.website.addresses import absolute, origin

from .finding import domain_of, show

PER_PAGE = 50


@public
def accounts(request: HttpRequest) -> HttpResponse:
    domain = domain_of(request)
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    pages = Paginator(register.official_pages(domain, asked), PER_PAGE)
    page_obj = pages.get_page(request.GET.get("page"))
    query = urlencode({"q": asked}) + "&" if asked else ""
    context = {"asked": asked, "page_obj": page_obj, "total": pages.count, "query": query}
    return remembered(show(request, domain, "accounts", context))


@public
def accounts_json(request: HttpRequest) -> HttpResponse:
    """The whole register in one document, for machines: docs/reference/addresses.md."""
    domain = domain_of(request)
    if domain is None:
        raise Http404
    pages = register.official_pages(domain, "")
    document = {
        "network": domain.name,
        "address": origin(domain),
        "pages": [_page_line(domain, page) for page in pages],
    }
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return remembered(response, cache_control=FEED)


def _page_line(domain: Domain, page: Page) -> dict[str, Any]:
    owner = page.institution
    return {
        "name": page.name,
        "handle": page.handle,
        "address": absolute(domain, f"/@{page.handle}"),
        "kind": owner.kind if owner else "official",
        "code": owner.code if owner else None,
        "municipality": owner.municipality_name if owner else None,
        "since": page.opened_at.isoformat() if page.opened_at else None,
        "accounts": [
            {
                "network": channel.network,
                "address": channel.address,
                "label": channel.label,
                "verified": channel.verified_at.isoformat(),
            }
            for channel in page.verified_channels  # type: ignore[attr-defined]
        ],
    }
