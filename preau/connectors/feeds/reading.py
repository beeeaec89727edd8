"""A feed's bytes as entries. feedparser reads them; it never fetches, and nothing of its HTML is kept as such."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

import feedparser

from preau.connectors import plain
from preau.connectors.listener import MAX_ENTRIES, MAX_ID, MAX_NAME, MAX_TEXT, MAX_TITLE, Network, Said
from preau.connectors.loose import text

from .dates import moment_of

WEB = ("http://", "https://")


class NoFeed(Exception):
    """The bytes are no feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, read. `every`: seconds between two readings that it asks for."""

    title: str
    website: str
    every: int | None
    entries: tuple[Said, ...]


def read_feed(data: bytes, address: str, content_type: str = "") -> Feed:
    """The feed that `data`, at most some megabytes, stands for. `address`: where it was found. Raises NoFeed."""
    headers = {"content-type": content_type or "application/xml", "content-location": address}
    try:
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever a stranger's bytes make it trip over
        raise NoFeed("unreadable") from error
    if not parsed.get("version"):
        raise NoFeed("no feed")
    about = parsed.feed
    title = plain.title(text(about.get("title")), MAX_NAME)
    language = plain.language(about.get("language"))
    entries = parsed.entries[:MAX_ENTRIES]
    nameless = Counter(text(entry.get("link")) for entry in entries if not entry.get("id"))
    shared = {link for link, times in nameless.items() if times > 1}
    said = [_said(entry, address, title, language, shared) for entry in entries]
    return Feed(title, plain.web(text(about.get("link")), address), _every(about), _once(said))


def _said(entry: Any, address: str, feed_title: str, feed_language: str, shared: set[str]) -> Said:
    """`shared`: addresses that several entries without an id give, as notices of one page do: they name none."""
    title = plain.title(text(entry.get("title")), MAX_TITLE)
    body = plain.words(_body(entry), MAX_TEXT)
    url = plain.web(text(entry.get("link")), address)
    author = entry.get("author_detail") or {}
    return Said(
        network=Network.WEB,
        remote_id=identity(
            text(entry.get("id")), "" if text(entry.get("link")) in shared else url, f"{title}\n{body}", address
        ),
        url=url,
        title=title,
        text=body,
        author_name=plain.title(text(author.get("name") or entry.get("author")), MAX_NAME),
        author_url=plain.web(text(author.get("href")), address),
        outlet=plain.title(text((entry.get("source") or {}).get("title")), MAX_NAME) or feed_title,
        language=plain.language(entry.get("language")) or feed_language,
        said_at=moment_of(entry),
    )


def identity(given: str, url: str, words: str, address: str) -> str:
    """What an entry is known by: its id, else its address, else its words.

    An id or address of the feed's own host is as it is, so that one article in two feeds of a medium is one. Any other
    counts within this host alone: no feed can speak for another's articles.
    """
    host = plain.host_of(address)
    name = given.strip() or url
    if not name:
        name = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
    is_own = name.startswith(WEB) and plain.host_of(name) == host
    whole = name if is_own else f"{host} {name}"
    if len(whole) <= MAX_ID and whole.isprintable():
        return whole
    return f"{host[:200]} sha256:{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()}"


def _once(said: list[Said]) -> tuple[Said, ...]:
    """Each that says anything, once: the first, where a feed names two alike."""
    kept: dict[str, Said] = {}
    for entry in said:
        if entry.title or entry.text:
            kept.setdefault(entry.remote_id, entry)
    return tuple(kept.values())


def _body(entry: Any) -> str:
    """The longest of what an entry says of itself: some feeds give a teaser beside the text, some the text alone."""
    bodies = [text(part.get("value")) for part in entry.get("content") or []]
    return max([*bodies, text(entry.get("summary"))], key=len)


def _every(about: Any) -> int | None:
    """`ttl`, in minutes (RSS 2.0)."""
    ttl = text(about.get("ttl")).strip()
    return int(ttl) * 60 if ttl.isascii() and ttl.isdecimal() and len(ttl) < 6 else None
