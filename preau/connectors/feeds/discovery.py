"""From the address of a site to its feeds: what its page names in `<link rel="alternate">` (WHATWG HTML, 4.6.7.1)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from html.parser import HTMLParser

from preau.connectors import plain
from preau.connectors.asking import Caller, Reason
from preau.connectors.base import Refused
from preau.connectors.listener import MAX_NAME

from .reading import NoFeed, read_feed

TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
MAX_FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A feed: where it is, and what it is called. `is_read`: the address asked for was this feed itself."""

    address: str
    title: str
    is_read: bool = False


async def discover(address: str, caller: Caller) -> list[Found]:
    """The feeds to choose from at `address`: the feed itself, or those that the page there names.

    Raises a `NetworkError`: Refused with NO_FEED where there is none.
    """
    answer = await caller.ask(address)
    try:
        feed = await asyncio.to_thread(read_feed, answer.body, answer.url, answer.headers.get("content-type", ""))
    except NoFeed:
        found = named_in(answer.body.decode("utf-8", "replace"), answer.url)
    else:
        found = [Found(answer.url, feed.title, is_read=True)]
    if not found:
        raise Refused(Reason.NO_FEED)
    return found


def named_in(page: str, address: str) -> list[Found]:
    """The feeds that an HTML page names, each once. `address`: where the page was found."""
    reader = _Links(address)
    reader.feed(page)
    return list(reader.found.values())[:MAX_FOUND]


class _Links(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.base = address
        self.found: dict[str, Found] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and given.get("href"):
            self.base = plain.web(given["href"], self.base) or self.base
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if tag == "link" and "alternate" in given.get("rel", "").lower().split() and kind in TYPES:
            address = plain.web(given.get("href", ""), self.base)
            if address:
                self.found.setdefault(address, Found(address, plain.title(given.get("title", ""), MAX_NAME)))
