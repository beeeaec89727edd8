"""The page of an institution or an official."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from preau.channels.models import Channel
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import mandates_of, officials_of, schools_of
from preau.kernel.text import fold
from preau.posts.selectors import pinned_posts
from preau.posts.selectors import public as reading
from preau.ui.remember import remembered, talk_on
from preau.users.services import public
from preau.website import structured
from preau.website.shown import OTHER, banners, ends_of, reader_language, shown

from .finding import cursor_of, federated, of_page, show
from .questions import asked


@public
@of_page
def page(request: HttpRequest, page: Page) -> HttpResponse:
    if not page.is_open:
        return _unopened(request, page)
    before = cursor_of(request)
    pinned = pinned_posts(page) if before is None else []
    posts = reading.timeline(page, before=before, limit=reading.LIMIT + 1)
    more = str(reading.Cursor.of(posts[reading.LIMIT - 1])) if len(posts) > reading.LIMIT else ""
    alerts = reading.alerts_in_force(page) if page.institution else []
    accounts = accounts_of(page)
    context = {
        "page": page,
        "summary_language": _foreign_summary(page),
        "pinned": shown(pinned, on=page),
        "posts": [seen for seen in shown(posts[: reading.LIMIT], on=page) if seen.post not in pinned],
        "banners": banners(alerts, page),
        "more": more,
        "is_older": before is not None,
        "accounts": accounts,
        **(asked(page) if before is None else {}),
        **federated(page),
        **relations(page),
    }
    context["structured"] = structured.of_page(page, context)
    response = show(request, page.domain, "page", context)
    changes = [context["reception"].until] if "reception" in context else []
    ends = [*(alert.expires_at for alert in alerts), *ends_of(context["posts"]), *changes]
    return remembered(response, page, talk_on(page.pk), until=ends)


def _foreign_summary(page: Page) -> str:
    """The language of the page's summary where it is not the reader's, else nothing."""
    mine = reader_language()
    other = OTHER[mine]
    return other if getattr(page, f"summary_{other}") and not getattr(page, f"summary_{mine}") else ""


def _unopened(request: HttpRequest, page: Page) -> HttpResponse:
    """The official facts alone, and who can be asked. What a page that closed has said stays readable."""
    posts = reading.timeline(page)
    context = {"page": page, "posts": shown(posts, on=page), **relations(page)}
    context["structured"] = structured.of_page(page, context)
    return remembered(show(request, page.domain, "unopened", context), page, until=ends_of(context["posts"]))


@public
@of_page
def schools(request: HttpRequest, page: Page) -> HttpResponse:
    """All the schools and centres of a board, by municipality."""
    below = sorted(_below(page), key=lambda school: (fold(school.municipality_name), fold(school.name)))
    context = {"page": page, "schools": below}
    return remembered(show(request, page.domain, "schools", context), page)


def _below(page: Page) -> list[Institution]:
    return list(schools_of(page.institution)) if page.institution else []


def accounts_of(page: Page) -> list[Channel]:
    """The accounts elsewhere that somebody of the board looked at and confirmed."""
    found = page.channels.filter(is_listed=True, verified_at__isnull=False, ended_at__isnull=True)
    return list(found.exclude(address=""))


def relations(page: Page) -> dict[str, Any]:
    """Both ways: an institution's board, schools and officials; an official's mandates. At most four queries."""
    today = timezone.localdate()
    if page.official:
        mandates = list(mandates_of(page.official))
        current = [mandate for mandate in mandates if mandate.starts_on <= today and not _is_over(mandate, today)]
        return {"mandates": current, "past_mandates": [mandate for mandate in mandates if _is_over(mandate, today)]}
    institution = page.institution
    assert institution is not None  # noqa: S101 — a page has one owner or the other
    count = schools_of(institution).count() if institution.kind == Institution.Kind.BOARD else 0
    return {
        "institution": institution,
        "board": institution.parent,
        "officials": list(officials_of(institution, today)),
        "school_count": count,
    }


def _is_over(mandate: Any, today: Any) -> bool:
    return mandate.ends_on is not None and mandate.ends_on < today
