"""The staff's screens, for a communications person of the board that has the most schools."""

from __future__ import annotations

from bench.load import Browser, latencies_ms
from bench.rows import Goal, Measured
from bench.stats import p95
from bench.world import Worlds

from .base import Measure

TIMES = 60
WARM_UP = 5


def take(worlds: Worlds, posts: int) -> Measured:
    """The 95th percentile of the slowest screen; the note gives each."""
    world = worlds.with_posts(posts)
    with world.served():
        browser = Browser(world.origin, {"Cookie": world.facts["session"]})
        found = {}
        for name, path in world.facts["screens"].items():
            latencies_ms(browser, [path] * WARM_UP)
            found[name] = p95(latencies_ms(browser, [path] * TIMES))
    return Measured(max(found.values()), note=", ".join(f"{name} {ms:.0f} ms" for name, ms in found.items()))


MEASURES = [Measure("desk.p95_ms", "ms", Goal(100), take)]
