from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"  # PostgreSQL keeps no text with it, no form of ours sends it, and what does is no browser


class RefuseNonsense:
    """400 for a NUL in an address, a cookie or a field; 413 for a body that nothing here could want.

    A body's size is known before any of it is read: what is refused is never written to the disk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse_nul([request.path, *request.COOKIES.values()])
        _refuse_nul(text for values in request.GET.lists() for text in (values[0], *values[1]))
        if _length(request) > settings.BODY_MAX_BYTES:
            return HttpResponse("413\n", status=413, content_type="text/plain")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """After the CSRF check, which has read the fields already."""
        if request.method == "POST":
            _refuse_nul(text for values in request.POST.lists() for text in (values[0], *values[1]))


def _refuse_nul(texts: Iterable[str]) -> None:
    if any(NUL in text for text in texts):
        raise BadRequest("NUL")


def _length(request: HttpRequest) -> int:
    given = str(request.META.get("CONTENT_LENGTH") or "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0
