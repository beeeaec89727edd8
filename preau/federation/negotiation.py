"""One address for people and for servers: which of the two a request wants, told from its Accept header.

A WSGI application in front of the memory of public pages. Whoever prefers ActivityStreams at the address of a page or a
post gets the document; a browser that was given an id is led to the page. Everything else passes as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

PERMALINK = re.compile(r"(?:/en)?/@(\w{1,30})(?:/([1-9]\d{0,17}))?", re.ASCII)
ID = re.compile(r"/ap/(?:actors|posts)/[1-9]\d{0,17}", re.ASCII)
ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams"
HTML = ("text/html", "application/xhtml+xml")
LONGEST = 1000  # characters of an Accept header that are read

_RANGES = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETERS = re.compile(r';\s*([\w-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)')
_QUALITY = re.compile(r"[01](?:\.\d{0,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header (RFC 9110, 12.5.1). `quality`: 0 to 1."""

    media_type: str
    quality: float
    profile: str = ""

    @property
    def is_document(self) -> bool:
        if self.media_type == "application/activity+json":
            return True
        return self.media_type == "application/ld+json" and self.profile in ("", ACTIVITY_STREAMS)


class Negotiation:
    """`application`, with the address of each request changed to that of what it wants."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        accept = environ.get("HTTP_ACCEPT", "")
        if accept and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            environ["PATH_INFO"] = wanted(environ["PATH_INFO"], accept)
        return self.application(environ, start_response)


def wanted(path: str, accept: str) -> str:
    """The path of what is wanted at `path`.

    >>> wanted("/@trois_saules/12", "application/activity+json")
    '/ap/@trois_saules/12'
    >>> wanted("/ap/posts/12", "text/html,*/*;q=0.8")
    '/ap/posts/12/page'
    """
    if "json" in accept:
        found = PERMALINK.fullmatch(path)
        if found and prefers_document(accept):
            return f"/ap/@{found[1]}/{found[2]}" if found[2] else f"/ap/@{found[1]}"
    if path.startswith("/ap/") and ID.fullmatch(path) and prefers_page(accept):
        return f"{path}/page"
    return path


@lru_cache(maxsize=512)
def prefers_document(accept: str) -> bool:
    """Whether ActivityStreams is asked for by name, and before HTML: by quality, then by order."""
    ranges = parsed(accept)
    document = _best(ranges, [i for i, each in enumerate(ranges) if each.is_document])
    if document is None or ranges[document].quality == 0:
        return False
    page = _page(ranges)
    if page is None or ranges[document].quality != ranges[page].quality:
        return page is None or ranges[document].quality > ranges[page].quality
    return ranges[page].media_type not in HTML or document < page


@lru_cache(maxsize=512)
def prefers_page(accept: str) -> bool:
    """Whether HTML is asked for by name, as browsers do, and not after ActivityStreams."""
    named = [each for each in parsed(accept) if each.media_type in HTML and each.quality > 0]
    return bool(named) and not prefers_document(accept)


def _page(ranges: list[Range]) -> int | None:
    """The range that speaks of HTML most precisely."""
    for wanted_types in (HTML, ("text/*",), ("*/*",)):
        found = _best(ranges, [i for i, each in enumerate(ranges) if each.media_type in wanted_types])
        if found is not None:
            return found
    return None


def _best(ranges: list[Range], places: list[int]) -> int | None:
    """Of the ranges at `places`, the first with the highest quality."""
    return max(places, key=lambda place: (ranges[place].quality, -place), default=None)


def parsed(accept: str) -> list[Range]:
    """The ranges of an Accept header, in order; those that make no sense left out."""
    found = (_range(text.strip()) for text in _RANGES.findall(accept[:LONGEST]))
    return [each for each in found if each is not None]


def _range(text: str) -> Range | None:
    media_type, _, rest = text.partition(";")
    parameters = {name.lower(): value.strip('"') for name, value in _PARAMETERS.findall(f";{rest}")}
    quality = parameters.get("q", "1")
    if not _QUALITY.fullmatch(quality) or "/" not in media_type:
        return None
    return Range(media_type.strip().lower(), min(float(quality), 1.0), parameters.get("profile", ""))
