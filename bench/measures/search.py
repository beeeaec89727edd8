"""Finding a school, on the public home and in the desk's tree, and a post on the desk: each time by other words."""

from __future__ import annotations

from urllib.parse import quote_plus

from bench.load import Browser, latencies_ms
from bench.rows import Goal, Measured
from bench.stats import p95
from bench.world import World, Worlds

from .base import Measure


def _p95(world: World, path: str, words: list[str], headers: dict[str, str]) -> float:
    browser = Browser(world.origin, headers)
    browser.expect(path)
    return p95(latencies_ms(browser, [f"{path}?q={quote_plus(word)}" for word in words]))


def take(worlds: Worlds, posts: int) -> Measured:
    """The slowest of the three searches; the note gives each."""
    world = worlds.with_posts(posts)
    facts, staff = world.facts, {"Cookie": world.facts["session"]}
    with world.served():
        found = {
            "public": _p95(world, "/", facts["queries"], {}),
            "tree": _p95(world, facts["screens"]["tree"], facts["queries"], staff),
            "posts": _p95(world, facts["screens"]["posts"], facts["post_queries"], staff),
        }
    return Measured(max(found.values()), note=", ".join(f"{name} {ms:.0f} ms" for name, ms in found.items()))


MEASURES = [Measure("search.p95_ms", "ms", Goal(50), take)]
