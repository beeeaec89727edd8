from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from preau.institutions.selectors import domain_for

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page for one person: kept by no cache, found by no search engine."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(wrapped)


def own_form(view: View) -> View:
    """For a form that works without any cookie, as the site promises: what it may do is in its address or its fields,
    never in a session. A browser that another site made send it is refused by what the browser itself says of it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _is_from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(wrapped)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """By Sec-Fetch-Site, else by Origin; programs that are no browser send neither."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A screen in the public frame."""
    other = "fr" if (get_language() or "fr").startswith("en") else "en"
    framed = {
        "network": domain_for(request.get_host()),
        "other_language_url": translate_url(request.get_full_path(), other),
    }
    return render(request, f"subscriptions/{template}.html", framed | context, status=status)
