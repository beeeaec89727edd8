"""Screens and forms for people without an account: no cookie, nothing kept by a cache, nothing found by a search."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """A page for one person: kept by no cache, found by no search engine."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(wrapped)


def keyed(view: View) -> View:
    """A page that its address alone opens: who can write the key may act, and no other site is told of it.

    Nothing asks where a form comes from: without the key, another site has nothing to send, and browsers that tell no
    referrer name no origin either.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return private(csrf_exempt(wrapped))


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
