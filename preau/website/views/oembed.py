"""oEmbed (https://oembed.com): a medium quotes a post with its exact words, and with no script of ours in its page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override

from preau.institutions.models import Domain
from preau.institutions.selectors import page_address, page_by_handle
from preau.posts.models import Post
from preau.posts.selectors import public as reading
from preau.users.services import public
from preau.website.addresses import absolute, origin, path_to
from preau.website.card import SIZE
from preau.website.feeds import clean
from preau.website.quotation import quotation
from preau.website.shown import Shown

from .finding import domain_of

PATH = re.compile(r"(/en)?/@([a-z0-9_]{1,30})/(\d{1,18})")
WIDTH = 550  # pixels: what a column of a newspaper gives; the quotation is as high as its words


@public
def oembed(request: HttpRequest) -> HttpResponse:
    """`?url=` of a post → a document of type "rich"; 404 for what is no post here, 501 for a format that is neither
    JSON nor XML (2.3 of the standard)."""
    asked = request.GET.get("format") or "json"
    if asked not in ("json", "xml"):
        return HttpResponse(status=501)
    domain = domain_of(request)
    found = _asked_post(domain, request.GET.get("url", "")) if domain else None
    if domain is None or found is None:
        raise Http404
    post, language = found
    with override(language):
        document = _document(domain, Shown(post, language), _limit(request, "maxwidth"), _limit(request, "maxheight"))
    response = _xml(document) if asked == "xml" else JsonResponse(document)
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


def _xml(document: dict[str, object]) -> HttpResponse:
    """2.3.4.2 of the standard: the same names and values, each an element, in UTF-8."""
    root = Element("oembed")
    for name, value in document.items():
        SubElement(root, name).text = clean("" if value is None else str(value))
    head = b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return HttpResponse(head + tostring(root, encoding="utf-8", xml_declaration=False), content_type="text/xml")


def _limit(request: HttpRequest, name: str) -> int | None:
    """`maxwidth` or `maxheight` in pixels, if it is a number."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 and int(asked) else None


def _document(domain: Domain, seen: Shown, width: int | None, height: int | None) -> dict[str, object]:
    document: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": domain.name,
        "provider_url": f"{origin(domain)}/",
        "author_name": seen.page.name,
        "author_url": page_address(seen.page),
        "title": seen.heading,
        "cache_age": 300,
        "width": min(WIDTH, width or WIDTH),
        "height": None,
        "html": quotation(seen),
    }
    if (width or SIZE[0]) >= SIZE[0] and (height or SIZE[1]) >= SIZE[1]:  # a thumbnail heeds both limits, or is none
        document["thumbnail_url"] = absolute(domain, path_to("card", seen.page.handle, seen.post.pk))
        document["thumbnail_width"], document["thumbnail_height"] = SIZE
    return document
