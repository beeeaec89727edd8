from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from preau.institutions.models import Page
from preau.institutions.selectors import domain_for, page_by_handle, public_frame
from preau.posts.models import Post
from preau.posts.selectors.public import public_post

TOO_MANY = 429


def language_of() -> str:
    """ "fr" or "en"."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def page_or_404(request: HttpRequest, handle: str) -> Page:
    """The open page that has or had this handle."""
    domain = domain_for(request.get_host())
    kept = page_by_handle(domain, handle[:30]) if domain else None
    if kept is None or not kept[0].is_open:
        raise Http404
    return kept[0]


def post_or_404(page: Page, post_id: int) -> Post:
    """A post that the public knows of, withdrawn or not, of this page or shown on it."""
    post = public_post(page.domain, post_id) if post_id < 2**63 else None
    if post is None or not post.page.is_open:
        raise Http404
    return post


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A screen in the public frame."""
    page = context.get("page")  # it knows its own domain
    framed = public_frame(request.get_host(), request.get_full_path(), page.domain if page else None)
    return render(request, f"conversations/visitors/{template}.html", framed | context, status=status)
