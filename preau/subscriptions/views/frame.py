from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.institutions.selectors import public_frame


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A screen in the public frame."""
    framed = public_frame(request.get_host(), request.get_full_path())
    return render(request, f"subscriptions/{template}.html", framed | context, status=status)
