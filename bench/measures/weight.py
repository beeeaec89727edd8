"""What a first visit to a public page transfers: its HTML, the style sheets and the scripts that it asks for."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from bench.load import Browser
from bench.rows import Goal, Measured
from bench.world import Worlds

from .base import Measure

KILOBYTE = 1000
IMPORTS = re.compile(r"""@import\s+(?:url\()?["']?([^"')\s;]+)""")


class Assets(HTMLParser):
    """The addresses of the style sheets and scripts of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.found.append(given["src"] or "")
        if tag == "link" and "stylesheet" in (given.get("rel") or "").split() and given.get("href"):
            self.found.append(given["href"] or "")


def transferred(browser: Browser, path: str) -> int:
    """Bytes of the bodies, compressed as a browser gets them. Fonts, pictures and headers are left out."""
    plain = browser.without_compression().expect(path).body.decode()
    queue, seen = Assets(plain).found, {path}
    total = len(browser.expect(path).body)
    while queue:
        address = urljoin(path, queue.pop())
        if address in seen:
            continue
        seen.add(address)
        total += len(browser.expect(address).body)
        text = browser.without_compression().expect(address).body.decode(errors="replace")
        queue += [urljoin(address, inner) for inner in IMPORTS.findall(text)]
    return total


def page_kb(worlds: Worlds, posts: int) -> Measured:
    """The heaviest of the home, a board's page, a school's page and a post."""
    world = worlds.with_posts(posts)
    paths = {"home": "/", **{name: world.facts[f"{name}_path"] for name in ("board", "school", "post")}}
    with world.served():
        found = {name: transferred(Browser(world.origin), path) / KILOBYTE for name, path in paths.items()}
    return Measured(max(found.values()), note=", ".join(f"{name} {size:.1f} kB" for name, size in found.items()))


MEASURES = [Measure("page.kb", "kB", Goal(60), page_kb)]
