"""From a site's address to its feeds."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from preau.connectors.asking import Reason
from preau.connectors.base import Refused
from preau.connectors.feeds import Found, discover
from preau.connectors.feeds.discovery import named_in

from .listening import CALLER
from .loopback import Answer, Loopback

PAGE = """<!doctype html><html><head><base href="/actualites/">
<link rel="alternate" type="application/rss+xml" title="Toutes les nouvelles" href="fil.xml">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://media.exemple/atom">
<link rel="alternate" type="application/rss+xml" href="fil.xml">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">
<link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" type="text/css" href="a.css">"""


def test_a_page_names_its_feeds_each_once() -> None:
    assert named_in(PAGE, "https://media.exemple/") == [
        Found("https://media.exemple/actualites/fil.xml", "Toutes les nouvelles"),
        Found("https://media.exemple/atom", ""),
    ]


def test_a_feed_is_its_own(server: Loopback) -> None:
    feed = Path(__file__).parent / "golden" / "feeds" / "rss2.xml"
    server.answers["/fil.xml"] = Answer(feed.read_bytes())
    server.answers["/ancien"] = Answer(status=301, headers={"Location": "/fil.xml"})
    found = asyncio.run(discover(f"{server.origin}/ancien", CALLER))
    assert found == [Found(f"{server.origin}/fil.xml", "Le Courrier des Battures", is_read=True)]


def test_a_page_without_feed_says_so(server: Loopback) -> None:
    server.otherwise = Answer(b"<html><p>Rien")
    with pytest.raises(Refused, match=Reason.NO_FEED):
        asyncio.run(discover(f"{server.origin}/", CALLER))


def test_a_page_of_nothing_but_links_is_bounded() -> None:
    page = "".join(f'<link rel=alternate type="application/rss+xml" href="/{n}">' for n in range(5_000))
    assert len(named_in(page, "https://media.exemple/")) == 20
