"""schema.org for search engines: the same facts as on the page, as JSON-LD. It is data: no script runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from preau.institutions.models import Domain, Institution, Page
from preau.institutions.selectors import page_address

from .addresses import absolute, origin, path_to
from .shown import Shown

TYPES = {
    Institution.Kind.BOARD: "GovernmentOrganization",
    Institution.Kind.SCHOOL: "School",
    Institution.Kind.TRAINING: "EducationalOrganization",
    Institution.Kind.ADULT: "EducationalOrganization",
}


def of_network(domain: Domain) -> SafeString:
    start = origin(domain)
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{start}/?q={{asked}}"},
        "query-input": "required name=asked",
    }
    return _script({"@type": "WebSite", "name": domain.name, "url": f"{start}/", "potentialAction": search})


def of_page(page: Page, relations: Mapping[str, Any]) -> SafeString:
    thing = _person(page, relations) if page.official else _institution(page, relations)
    accounts = [channel.address for channel in relations.get("accounts", [])]
    return _script({**thing, "sameAs": accounts} if accounts else thing)


def _institution(page: Page, relations: Mapping[str, Any]) -> dict[str, Any]:
    facts = page.institution
    assert facts is not None  # noqa: S101 — of_page looked
    thing: dict[str, Any] = {"@type": TYPES[Institution.Kind(facts.kind)], "name": page.name, "url": page_address(page)}
    if facts.name != page.name:
        thing["legalName"] = facts.name
    if facts.code:
        thing["identifier"] = facts.code
    if facts.address:
        thing["address"] = {
            "@type": "PostalAddress",
            "streetAddress": facts.address,
            "postalCode": facts.postal_code,
            "addressLocality": facts.municipality_name,
            "addressRegion": "QC",
            "addressCountry": "CA",
        }
    if facts.latitude is not None and facts.longitude is not None:
        thing["geo"] = {"@type": "GeoCoordinates", "latitude": facts.latitude, "longitude": facts.longitude}
    if page.portrait:
        thing["logo"] = origin(page.domain) + page.portrait.url
    board = relations.get("board")
    if board is not None:
        thing["parentOrganization"] = _named(board, TYPES[Institution.Kind(board.kind)])
    return thing


def _named(institution: Institution, kind: str) -> dict[str, Any]:
    """Another institution, with its address where it has one: two facts on two pages are then known to be of one."""
    thing: dict[str, Any] = {"@type": kind, "name": institution.name}
    if hasattr(institution, "page"):
        thing["url"] = page_address(institution.page)
    return thing


def _person(page: Page, relations: Mapping[str, Any]) -> dict[str, Any]:
    thing: dict[str, Any] = {"@type": "Person", "name": page.name, "url": page_address(page)}
    mandates = relations.get("mandates", [])
    if mandates:
        thing["jobTitle"] = mandates[0].title
        thing["worksFor"] = [_named(mandate.institution, "Organization") for mandate in mandates]
    return thing


def of_post(seen: Shown) -> SafeString:
    post = seen.post
    author_type = "Person" if seen.page.official else TYPES[Institution.Kind(seen.page.institution.kind)]  # type: ignore[union-attr]
    thing: dict[str, Any] = {
        "@type": "NewsArticle" if post.is_article else "SocialMediaPosting",
        "headline": seen.heading,
        "url": seen.address,
        "mainEntityOfPage": seen.address,
        "inLanguage": f"{seen.language}-CA",
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "dateModified": seen.changed_at.isoformat(),
        "author": {"@type": author_type, "name": seen.page.name, "url": page_address(seen.page)},
        "articleBody": seen.text,
        "image": [origin(seen.page.domain) + picture.widest for picture in seen.pictures]
        or [absolute(seen.page.domain, path_to("card", seen.page.handle, post.pk))],
    }
    return _script(thing)


def _script(thing: Mapping[str, Any]) -> SafeString:
    """JSON that can stand inside <script>: nothing in it can close the element."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308
