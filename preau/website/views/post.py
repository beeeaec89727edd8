"""A post at its own address, for ever; its history; what stays of it when it is withdrawn."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from preau.conversations.selectors import public_thread, reception
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.models import Post
from preau.posts.selectors import public as reading
from preau.ui.remember import remembered, talk_under
from preau.users.services import public
from preau.website import structured
from preau.website.addresses import absolute, path_to
from preau.website.history import versions
from preau.website.quotation import quotation
from preau.website.shown import Shown, ends_of, reader_language, shown

from .finding import cursor_of, federated, moved, of_page, show


def post_of(page: Page, post_id: int) -> Post:
    """The post, whoever signs it. Errors: 404 where the public knows of none."""
    post = reading.public_post(page.domain, post_id) if post_id < 2**63 else None
    if post is None:
        raise Http404
    return post


@public
@of_page
def post(request: HttpRequest, page: Page, post_id: int) -> HttpResponse:
    found = post_of(page, post_id)
    if found.page_id != page.pk:
        return moved(path_to("post", found.page.handle, found.pk), found.page)
    seen = Shown(found)
    if seen.is_withdrawn:
        return remembered(show(request, page.domain, "withdrawn", {"page": page, "seen": seen}, status=410), page)
    before = cursor_of(request)
    now = reception(page, clock.now(), reader_language())
    thread = public_thread(found, before)
    context = {
        "page": page,
        "seen": seen,
        "thread": thread,
        "statements": shown(thread.statements),
        "talk_path": seen.path,
        "ask_path": reverse("visitors:reply", args=[page.handle, found.pk]) if now.takes_messages else "",
        "reception": now,
        "is_older": before is not None,
        "others": list(reading.shown_on(found)),
        "card": absolute(page.domain, path_to("card", page.handle, found.pk)),
        "quotation": quotation(seen),
        "structured": structured.of_post(seen),
        **federated(page, found),
    }
    response = show(request, page.domain, "post", context)
    return remembered(response, page, talk_under(found.pk), until=[*ends_of([seen]), now.until])


@public
@of_page
def history(request: HttpRequest, page: Page, post_id: int) -> HttpResponse:
    """Every text that the public could read under this address, with what changed between them."""
    found = post_of(page, post_id)
    if found.page_id != page.pk:
        return moved(path_to("history", found.page.handle, found.pk), found.page)
    seen = Shown(found)
    if seen.is_withdrawn:
        return remembered(show(request, page.domain, "withdrawn", {"page": page, "seen": seen}, status=410), page)
    context = {"page": page, "seen": seen, "versions": versions(found, seen.language)}
    return remembered(show(request, page.domain, "history", context), page)
