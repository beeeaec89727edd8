"""What the composer shows: the same for its first view, its errors and its answers while one types."""

from __future__ import annotations

from itertools import groupby
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import get_language

from preau.guide.selectors import article_html, institution_of, to_acknowledge
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds
from preau.posts.forms import DraftForm
from preau.posts.forms.draft import SHOWN_PAGES
from preau.posts.models import Post
from preau.posts.selectors.desk import open_pages_where, promise, promise_of
from preau.posts.services import LIMITS, obstacles, policy
from preau.posts.services.content import render
from preau.posts.services.rights import below
from preau.users.models import User

SHOWN = 20  # of what a post has many of


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def languages_of(page: Page) -> list[str]:
    """The languages in which a page publishes, its first one first: ["fr", "en"]."""
    return policy(page).split("+")


def context(user: User, form: DraftForm, page: Page, post: Post | None) -> dict[str, Any]:
    """All that compose.html needs, in a bounded number of queries."""
    shown = list(open_pages_where(user, Capability.WRITE).order_by("name", "pk")[: SHOWN_PAGES + 1])
    also = open_pages_where(user, Capability.PUBLISH).exclude(pk=page.pk).order_by("name", "pk")
    return {
        "section": "write",
        "form": form,
        "draft": post,
        "page": page,
        "pages": _with_current(shown[:SHOWN_PAGES], page),
        "has_more_pages": len(shown) > SHOWN_PAGES,
        "languages": languages_of(page),
        "texts": [
            {"language": name, "title": form[f"title_{name}"], "body": form[f"body_{name}"]}
            for name in dict.fromkeys([*languages_of(page), "fr", "en"])
        ],
        "limits": {kind.value: limit for kind, limit in LIMITS.items()},
        "municipalities": _schools(form, page, post),
        "also_pages": _also(form, also, post),
        "charter": article_html(institution_of(page), "charter", (get_language() or "fr")[:2]),
        "unread_charters": to_acknowledge(user, "charter"),
        **consequences(user, page, post),
    }


def consequences(user: User, page: Page, post: Post | None) -> dict[str, Any]:
    """What depends on the draft as it is saved: the promise, what hinders, who may do what, the preview."""
    found = obstacles(post) if post else []
    if post:
        render(post)
    return {
        "preview": post,
        "languages": languages_of(page),
        "promise": promise_of(post) if post else promise(page, "message", [], []),
        "obstacles": found,
        "is_hindered": any(not obstacle.is_advice for obstacle in found),
        "attachments": list(post.attachments.select_related("picture")) if post else [],
        "can_publish": holds(user, Capability.PUBLISH, page),
    }


def _with_current(pages: list[Page], current: Page) -> list[Page]:
    return pages if any(page.pk == current.pk for page in pages) else [current, *pages]


def _schools(form: DraftForm, page: Page, post: Post | None) -> list[tuple[str, list[tuple[Page, bool]]]]:
    """The schools that `page` can cascade to, by municipality, each with whether it is chosen."""
    schools = list(below(page).select_related("institution").order_by("institution__municipality_name", "name", "pk"))
    if form.is_bound:
        chosen = {int(pk) for pk in cast(Any, form.data).getlist("cascade") if pk.isdecimal() and len(pk) < 19}
    else:
        chosen = set(post.placements.values_list("page_id", flat=True)) if post and schools else set()
    named = groupby(schools, key=lambda school: school.institution.municipality_name if school.institution else "")
    return [(name, [(school, school.pk in chosen) for school in group]) for name, group in named]


def _also(form: DraftForm, pages: Any, post: Post | None) -> list[tuple[Page, bool]]:
    """The other pages in whose name the text may go out: those chosen, then the first others."""
    if form.is_bound:
        chosen = set(pages.filter(handle__in=cast(Any, form.data).getlist("also_for")[:500]))
    else:
        chosen = set(post.also_for.all()) if post else set()
    first = [page for page in pages[:SHOWN_PAGES] if page not in chosen]
    return [(page, True) for page in sorted(chosen, key=lambda page: page.name)] + [(page, False) for page in first]
