"""Reading the ministry's file: into an empty installation, and again into one that has it and its posts."""

from __future__ import annotations

import time

from bench.rows import Goal, Measured
from bench.world import World, Worlds

from .base import Measure


def _seconds(worlds: Worlds, world: World) -> float:
    """The whole command, as a person waits for it."""
    start = time.perf_counter()
    world.preau("import-network", str(worlds.network.schools), "--boards", str(worlds.network.boards))
    return time.perf_counter() - start


def first(worlds: Worlds, posts: int) -> Measured:
    return Measured(_seconds(worlds, worlds.empty("import")), note=worlds.network.note)


def again(worlds: Worlds, posts: int) -> Measured:
    return Measured(_seconds(worlds, worlds.with_posts(posts)), note=worlds.network.note)


MEASURES = [
    Measure("import.seconds", "s", Goal(20), first, grows=False),
    Measure("import_again.seconds", "s", Goal(8), again),
]
