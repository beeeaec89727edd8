"""Which institutions, officials and pages there are, with what a list of them shows, in a bounded number of queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import translate_url
from django.utils.translation import get_language

from preau.institutions.models import Domain, Institution, Mandate, Official, Page, PageHandle


def domain_for(host: str) -> Domain | None:
    """The domain served at `host` (with its port), else the default one."""
    return Domain.objects.filter(host=host).first() or Domain.objects.filter(is_default=True).first()


def public_frame(host: str, path: str, domain: Domain | None = None) -> dict[str, Any]:
    """What ui/public.html shows around a screen that is for one person: the network, the other language. `path`: of
    the request, with its query. `domain`: where it is known already."""
    other = "fr" if (get_language() or "fr").startswith("en") else "en"
    return {"network": domain or domain_for(host), "other_language_url": translate_url(path, other)}


def page_address(page: Page) -> str:
    """The absolute public address of a page: "https://host/@handle". Load `page.domain` with the page."""
    if page.domain.is_default:
        return f"{settings.ORIGIN}/@{page.handle}"
    return f"{settings.ORIGIN_PARTS.scheme}://{page.domain.host}/@{page.handle}"


def page_by_handle(domain: Domain, handle: str) -> tuple[Page, bool] | None:
    """The page that has or had `handle` on `domain`, open or not, and whether that is its handle today.

    Handles are compared without case. With the page come its institution (and that one's parent) or its official.
    """
    named = PageHandle.objects.filter(domain=domain, handle=handle.lower())
    related = named.select_related("page__domain", "page__institution__parent__page", "page__official")
    kept = next(iter(related), None)  # there is one at most; first() would have all those columns weighed for an order
    return (kept.page, kept.page.handle == kept.handle) if kept else None


def listed(institutions: QuerySet[Institution]) -> QuerySet[Institution]:
    """Those that the public is shown: all but the ones gone from the ministry's file whose page nobody keeps open."""
    is_open = Q(page__opened_at__isnull=False, page__closed_at__isnull=True)
    return institutions.filter(Q(missing_since__isnull=True) | is_open).select_related("page", "page__domain")


def schools_of(institution: Institution) -> QuerySet[Institution]:
    """The listed institutions right below `institution`, by folded name, each with its page."""
    return listed(institution.children.all()).order_by("search_text", "id")


def officials_of(institution: Institution, day: dt.date) -> QuerySet[Official]:
    """The officials in office at `institution` on `day`, each with its page and, as `current_mandates`, the mandates
    that they hold there that day."""
    current = Mandate.objects.current(day).filter(institution=institution)
    return (
        Official.objects.filter(pk__in=current.values("official"))
        .select_related("page", "page__domain")
        .prefetch_related(Prefetch("mandates", queryset=current, to_attr="current_mandates"))
    )


def mandates_of(official: Official, day: dt.date | None = None) -> QuerySet[Mandate]:
    """An official's mandates, the newest first, or only those that run on `day`; each with its institution's page."""
    mandates = official.mandates.current(day) if day else official.mandates.all()
    return mandates.select_related("institution__page", "institution__page__domain", "institution__parent__page")
