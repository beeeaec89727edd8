from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds, holds_anywhere, pages_where
from preau.institutions.services import needs
from preau.posts.forms import ReturnForm
from preau.posts.forms.draft import SHOWN_PAGES
from preau.posts.models import Pin, Post, PostState
from preau.posts.selectors import post_address
from preau.posts.selectors.boosts import boosters
from preau.posts.selectors.desk import ids_where, open_pages_where, posts_where, sheet, waiting_for
from preau.users.models import User

from .composer import SHOWN, consequences, person


@needs(Capability.READ)
def listing(request: HttpRequest) -> HttpResponse:
    """The posts of one state, of all the pages that the person may read or of one of them."""
    user = person(request)
    state = request.GET.get("etat", PostState.PUBLISHED)
    if state not in PostState.values:
        state = PostState.PUBLISHED
    words = request.GET.get("q", "")[:200]
    page = _page(request)
    after = request.GET.get("apres", "")
    found = sheet(
        _of(posts_where(user, Capability.READ), page),
        state,
        int(after) if after.isdecimal() and len(after) < 19 else None,
        pages=None if words or user.is_superuser else _pages(user, page),
        words=words,
    )
    shown = {
        "section": "posts",
        "state": state,
        "states": PostState.choices,
        "words": words,
        "page": page,
        "sheet": found,
        "is_first": not after,
        "waiting": waiting_for(user)[:100].count(),
        "pages": open_pages_where(user, Capability.READ).order_by("name", "pk")[:SHOWN_PAGES],
    }
    return render(request, "posts/list.html", shown)


def _page(request: HttpRequest) -> Page | None:
    handle = request.GET.get("page", "")
    if not handle:
        return None
    return get_object_or_404(pages_where(person(request), Capability.READ), handle=handle[:30])


def _pages(user: User, page: Page | None) -> list[int]:
    return [page.pk] if page else ids_where(user, Capability.READ)


def _of(posts: QuerySet[Post], page: Page | None) -> QuerySet[Post]:
    return posts.filter(page=page) if page else posts


@needs(Capability.READ)
def detail(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post: its text, its state, its history, and what the person may do with it."""
    user = person(request)
    post = get_object_or_404(
        posts_where(user, Capability.READ).select_related(
            "page__domain", "page__institution", "page__official", "author", "origin__page"
        ),
        pk=post_id,
    )
    return render(request, "posts/detail.html", {"section": "posts", **_shown(request, post)})


def _shown(request: HttpRequest, post: Post) -> dict[str, Any]:
    user = person(request)
    is_draft = post.state in (PostState.DRAFT, PostState.IN_REVIEW)
    others = Page.objects.filter(placements__post=post).exclude(pk=post.page_id).order_by("name", "pk")
    copies = post.copies.select_related("page").order_by("page__name")
    return {
        "post": post,
        "is_draft": is_draft,
        "address": post_address(post),
        "can_write": is_draft and holds(user, Capability.WRITE, post.page),
        "can_publish": holds(user, Capability.PUBLISH, post.page),
        "can_moderate": holds_anywhere(user, Capability.MODERATE),
        "boosters": boosters(user, post) if post.state == PostState.PUBLISHED else [],
        "is_pinned": Pin.objects.filter(post=post).exists(),
        "attachments": list(post.attachments.select_related("picture")),
        "revisions": post.revisions.order_by("-number")[:SHOWN],
        "shown_on": others[:SHOWN],
        "shown_on_count": others.count(),
        "own_copies": copies[:SHOWN],
        "set_aside": post.draft_copies.select_related("by")[:SHOWN] if is_draft else [],
        "return_form": ReturnForm(),
        **(consequences(user, post.page, post) if is_draft else {}),
    }
