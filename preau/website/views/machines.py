"""What only machines read: sitemaps, robots.txt, the manifest and the service worker of the phone."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _

from preau.institutions.models import Domain, Page
from preau.posts.selectors.public import listed_posts, newest_number
from preau.ui.remember import POSTS, remembered
from preau.users.services import public
from preau.website.addresses import absolute, in_other_language, origin

from .finding import domain_of

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
PER_FILE = 2_000  # the standard allows 50,000; smaller ones are made and read quickly
PAGES = 49_000
HOUR = "public, max-age=3600"


def _domain(request: HttpRequest) -> Domain:
    domain = domain_of(request)
    if domain is None:
        raise Http404
    return domain


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one file for pages, then one for each range of post numbers, so that a file hardly ever changes."""
    domain = _domain(request)
    newest = newest_number()
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    names = ["sitemap-pages.xml", *(f"sitemap-{number}.xml" for number in range(newest // PER_FILE + 1) if newest)]
    for name in names:
        SubElement(SubElement(root, "sitemap"), "loc").text = f"{origin(domain)}/{name}"
    return remembered(_xml(root), POSTS, cache_control=HOUR)


@public
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The home, the register and every open page, with both languages."""
    domain = _domain(request)
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path in ("/", "/comptes-officiels", "/a-propos"):
        _location(root, domain, path)
    opened = Page.objects.open().filter(domain=domain).order_by("pk").values_list("handle", "updated_at")
    for handle, updated_at in opened[:PAGES]:
        _location(root, domain, f"/@{handle}", updated_at.date().isoformat())
    return remembered(_xml(root), cache_control=HOUR)


@public
def sitemap_posts(request: HttpRequest, number: int) -> HttpResponse:
    """The posts whose numbers are in the range, published and not withdrawn."""
    domain = _domain(request)
    if number > 10**9:
        raise Http404
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    first = number * PER_FILE
    posts = listed_posts(domain).filter(pk__gte=first, pk__lt=first + PER_FILE).order_by("pk")
    for pk, handle, published_at, edited_at in posts.values_list("pk", "page__handle", "published_at", "edited_at"):
        changed = edited_at or published_at
        _location(root, domain, f"/@{handle}/{pk}", changed.isoformat() if changed else "")
    return remembered(_xml(root), POSTS, cache_control=HOUR)


def _location(root: Element, domain: Domain, path: str, changed: str = "") -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = absolute(domain, path)
    if changed:
        SubElement(url, "lastmod").text = changed
    for language, version in (("fr-CA", path), ("en-CA", in_other_language(path))):
        link = {"rel": "alternate", "hreflang": language, "href": absolute(domain, version)}
        SubElement(url, "xhtml:link", link)


def _xml(root: Element) -> HttpResponse:
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/xml")


@public
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /bureau/",
        "Disallow: /en/bureau/",
        "Disallow: /compte/",
        "Disallow: /en/compte/",
    ]
    lines += [f"Sitemap: {origin(domain_of(request))}/sitemap.xml", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    return remembered(response, cache_control=HOUR)


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the site installable on a phone."""
    domain = domain_of(request)
    icons = [
        {"src": static(f"website/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    document = {
        "name": domain.name if domain else "Préau",
        "short_name": "Préau",
        "description": _("Les pages officielles de nos écoles"),
        "lang": "fr-CA",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf7f0",
        "theme_color": "#0f4c4a",
        "icons": icons,
    }
    response = JsonResponse(document, content_type="application/manifest+json")
    return remembered(response, cache_control=HOUR)


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root since its folder is its reach."""
    found = finders.find("website/worker.js")
    with open(str(found), "rb") as source:  # noqa: PTH123
        response = HttpResponse(source.read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response
