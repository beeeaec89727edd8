"""What people without an account ask a page itself, and what it answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from preau.conversations.selectors import page_thread, reception
from preau.institutions.models import Page
from preau.kernel import clock
from preau.posts.selectors.public import Cursor
from preau.ui.remember import remembered, talk_on
from preau.users.services import public
from preau.website.addresses import path_to
from preau.website.shown import reader_language, shown

from .finding import cursor_of, of_page, show

NEWEST = 3  # on the page itself


def asked(page: Page, before: Cursor | None = None, limit: int = NEWEST) -> dict[str, Any]:
    """The newest questions to `page`, and where one is asked ("" where none may be)."""
    now = reception(page, clock.now(), reader_language())
    thread = page_thread(page, before, limit)
    return {
        "thread": thread,
        "statements": shown(thread.statements),
        "talk_path": path_to("questions", page.handle),
        "ask_path": reverse("visitors:ask", args=[page.handle]) if now.takes_messages else "",
        "reception": now,
    }


@public
@of_page
def questions(request: HttpRequest, page: Page) -> HttpResponse:
    """All of them, newest first."""
    before = cursor_of(request)
    context = {"page": page, "is_older": before is not None, **asked(page, before, 20)}
    response = show(request, page.domain, "questions", context)
    return remembered(response, page, talk_on(page.pk), until=[context["reception"].until])
