"""Finding a school: on the public home and in the desk's tree, each time by other words."""

from __future__ import annotations

from urllib.parse import quote_plus

from bench.load import Browser, latencies_ms
from bench.rows import Goal, Measured
from bench.stats import p95
from bench.world import World, Worlds

from .base import Measure


def _p95(world: World, path: str, headers: dict[str, str]) -> float:
    browser = Browser(world.origin, headers)
    browser.expect(path)
    addresses = [f"{path}?q={quote_plus(query)}" for query in world.facts["queries"]]
    return p95(latencies_ms(browser, addresses))


def take(worlds: Worlds, posts: int) -> Measured:
    """The slower of the two searches."""
    world = worlds.with_posts(posts)
    with world.served():
        public = _p95(world, "/", {})
        desk = _p95(world, world.facts["screens"]["tree"], {"Cookie": world.facts["session"]})
    return Measured(max(public, desk), note=f"public {public:.0f} ms, desk {desk:.0f} ms")


MEASURES = [Measure("search.p95_ms", "ms", Goal(50), take)]
