"""Sources, and the watches that make them worth asking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from preau.institutions.models import Page
from preau.listening.models import BoardSource, Source, SourceKind, Watch, WatchSource
from preau.listening.services import items_read, sources_fetch

FEED = (Path(__file__).parents[1] / "connectors" / "golden" / "feeds" / "rss2.xml").read_bytes()


def feed(address: str, *pages: Page, **facts: Any) -> Source:
    """A feed that the boards of `pages` chose, and that an active watch of each page listens to."""
    made = Source.objects.create(kind=facts.pop("kind", SourceKind.FEED), address=address, label="Fil", **facts)
    for page in pages:
        watch_it(made, page)
    return made


def watch_it(source: Source, page: Page, **facts: Any) -> Watch:
    assert page.institution
    board = page.institution.parent or page.institution
    BoardSource.objects.get_or_create(board=board, source=source)
    watch = Watch.objects.create(institution=page.institution, name="Veille", **facts)
    WatchSource.objects.create(watch=watch, source=source)
    return watch


def listen() -> None:
    """One run of the jobs, without waiting between two questions to this machine."""
    sources_fetch(pause=0)
    items_read()


def rss(*items: str, title: str = "Fil") -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>{title}</title>{body}</channel></rss>'.encode()


def entry(number: int, date: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<title>Nouvelle {number}</title><guid>https://autre.exemple/{number}</guid>{dated}"
