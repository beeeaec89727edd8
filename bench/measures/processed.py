"""Replies from 200 people of other servers, kept by the door: how fast they are read and threaded."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial

from bench import server
from bench.rows import Goal, Measured, Skipped
from bench.world import PREAU, Worlds
from tools import postgres

from .base import Measure

ACTORS, EACH = 200, 15


def take(worlds: Worlds, posts: int, *, workers: int = 1, database: str = "sqlite") -> Measured:
    """Messages read a second, from the first that is to the last."""
    count = ACTORS * EACH
    with ExitStack() as stack:
        settings: dict[str, str] = {}
        if database == "postgresql":
            if postgres.binaries() is None:
                raise Skipped("PostgreSQL is not installed")
            settings["PREAU_DATABASE_URL"] = stack.enter_context(postgres.server())
        world = worlds.empty(f"processed-{database}-{workers}", **settings)
        world.inside("processed", "arrive", str(ACTORS), str(EACH), **settings)
        pids = [
            stack.enter_context(server.running([*PREAU, "worker"], world.env(**settings), world.log)).pid
            for _ in range(workers)
        ]
        done = world.inside("processed", "watch", str(count), seconds=300, **settings)
        memory = sum(p.memory_info().rss for pid in pids for p in server.tree(pid)) / 1e6
    if done["left"] or done["messages"] != count:
        raise RuntimeError(f"{done['messages']} of {count} replies became messages, {done['left']} were not read")
    return Measured(done["per_s"], note=f"{count:,} replies from {ACTORS} people; {memory:.0f} MB")


_GOAL = Goal(250, at_most=False)
MEASURES = [
    Measure("inbox.processed_per_s", "messages/s", _GOAL, take, grows=False),
    Measure("inbox.processed.two_workers.per_s", "messages/s", _GOAL, partial(take, workers=2), grows=False),
    Measure("inbox.processed.postgresql.per_s", "messages/s", _GOAL, partial(take, database="postgresql"), grows=False),
    Measure(
        "inbox.processed.postgresql.two_workers.per_s",
        "messages/s",
        _GOAL,
        partial(take, workers=2, database="postgresql"),
        grows=False,
    ),
]
