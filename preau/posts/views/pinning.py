from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts import services
from preau.posts.selectors.desk import posts_where

from .composer import person


@needs(Capability.PUBLISH)
@require_POST
def pin(request: HttpRequest, post_id: int) -> HttpResponse:
    """Keep a post on top of its page."""
    return _done(request, post_id, services.post_pin, _("Épinglée : elle reste en haut de sa page."))


@needs(Capability.PUBLISH)
@require_POST
def unpin(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let it go back to its place."""
    return _done(request, post_id, services.post_unpin, _("Désépinglée : elle a repris sa place parmi les autres."))


def _done(request: HttpRequest, post_id: int, verb: Callable[..., Any], words: str) -> HttpResponse:
    post = get_object_or_404(posts_where(person(request), Capability.PUBLISH), pk=post_id)
    try:
        verb(actor=person(request), post=post)
    except PreauError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return redirect("posts:detail", post_id=post.pk)
