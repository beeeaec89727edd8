"""`preau serve` itself: how soon it answers, and what it weighs when nobody asks for anything."""

from __future__ import annotations

import time

import psutil

from bench import server
from bench.load import Browser
from bench.rows import Goal, Measured
from bench.stats import median
from bench.world import Worlds

from .base import Measure

STARTS = 3
SETTLE = 5.0  # seconds until a freshly started process is idle
MEGABYTE = 1_000_000


def start_seconds(worlds: Worlds, posts: int) -> Measured:
    """From the command to the first 200 of the home page; the median of three starts."""
    world, taken = worlds.with_posts(posts), []
    for _ in range(STARTS):
        start = time.perf_counter()
        with world.served():
            taken.append(time.perf_counter() - start)
    return Measured(median(taken), note=f"{min(taken):.1f} to {max(taken):.1f} s")


def _weigh(pid: int) -> tuple[float, float, int]:
    """Resident megabytes of the whole tree, those of its own (shared pages counted once), and how many processes."""
    members = server.tree(pid)
    memory = [member.memory_full_info() for member in members]
    own = sum(getattr(info, "pss", info.uss) for info in memory)
    return sum(info.rss for info in memory) / MEGABYTE, own / MEGABYTE, len(members)


def rss_idle_mb(worlds: Worlds, posts: int) -> Measured:
    """After a visit to each kind of screen, once idle. A page that two processes share counts twice."""
    world = worlds.with_posts(posts)
    with world.served() as process:
        paths = ["/", world.facts["board_path"], world.facts["post_path"]]
        for path in [*paths, *world.facts["screens"].values()]:
            Browser(world.origin, {"Cookie": world.facts["session"]}).expect(path)
        time.sleep(SETTLE)
        resident, own, count = _weigh(process.pid)
    system = psutil.virtual_memory().total / MEGABYTE
    return Measured(resident, note=f"{count} processes, {own:.0f} MB with shared pages counted once, of {system:,.0f}")


MEASURES = [
    Measure("start.seconds", "s", Goal(4), start_seconds),
    Measure("rss.idle_mb", "MB", Goal(350), rss_idle_mb),
]
