from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

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


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A screen in the public frame."""
    other = "fr" if (get_language() or "fr").startswith("en") else "en"
    framed = {
        "network": domain_for(request.get_host()),
        "other_language_url": translate_url(request.get_full_path(), other),
    }
    return render(request, f"subscriptions/{template}.html", framed | context, status=status)
