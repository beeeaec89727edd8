"""oEmbed (https://oembed.com): a medium quotes a post with its exact words, and with no script of ours in its page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override

from preau.institutions.models import Domain
from preau.institutions.selectors import page_address, page_by_handle
from preau.posts.models import Post
from preau.posts.selectors import public as reading
from preau.users.services import public
from preau.website.addresses import absolute, origin, path_to
from preau.website.quotation import quotation
from preau.website.shown import Shown

from .finding import domain_of

PATH = re.compile(r"(/en)?/@([a-z0-9_]{1,30})/(\d{1,18})")
WIDTH = 550  # pixels: what a column of a newspaper gives; the quotation is as high as its words


@public
def oembed(request: HttpRequest) -> HttpResponse:
    """`?url=` of a post → a document of type "rich"; 404 for what is no post here, 501 for XML (the standard's)."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    domain = domain_of(request)
    found = _asked_post(domain, request.GET.get("url", "")) if domain else None
    if domain is None or found is None:
        raise Http404
    post, language = found
    with override(language):
        response = JsonResponse(_document(domain, Shown(post, language), _max_width(request)))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=300"
    return response


def _asked_post(domain: Domain, url: str) -> tuple[Post, str] | None:
    """The post of an absolute address of this domain, and the language of the address."""
    if not url.startswith(f"{origin(domain)}/"):
        return None
    match = PATH.fullmatch(urlsplit(url).path)
    kept = page_by_handle(domain, match[2]) if match else None
    post = reading.public_post(domain, int(match[3])) if match and kept else None
    if match is None or kept is None or post is None or post.page_id != kept[0].pk or post.withdrawn_at:
        return None
    return post, "en" if match[1] else "fr"


def _max_width(request: HttpRequest) -> int:
    asked = request.GET.get("maxwidth", "")
    return min(WIDTH, int(asked)) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else WIDTH


def _document(domain: Domain, seen: Shown, width: int) -> dict[str, object]:
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": domain.name,
        "provider_url": f"{origin(domain)}/",
        "author_name": seen.page.name,
        "author_url": page_address(seen.page),
        "title": seen.heading,
        "cache_age": 300,
        "width": width,
        "height": None,
        "html": quotation(seen),
        "thumbnail_url": absolute(domain, path_to("card", seen.page.handle, seen.post.pk)),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
