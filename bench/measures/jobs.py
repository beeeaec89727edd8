"""Jobs that do nothing, through one worker of each engine."""

from __future__ import annotations

from bench import server
from bench.rows import Goal, Measured, Skipped
from bench.world import PREAU, World, Worlds
from tools import postgres

from .base import Measure

COUNT = 20_000
SETTINGS = {"DJANGO_SETTINGS_MODULE": "bench.settings"}


def _rate(world: World, **extra: str) -> Measured:
    settings = {**SETTINGS, **extra}
    asked = world.inside("jobs", "enqueue", str(COUNT), **settings)
    with server.running([*PREAU, "worker"], world.env(**settings), world.log):
        done = world.inside("jobs", "watch", str(COUNT), seconds=300, **settings)
    if done["left"] > COUNT * 0.01:
        raise RuntimeError(f"{done['left']} of {COUNT} jobs were not done in time")
    return Measured(done["per_s"], note=f"{COUNT:,} jobs; asked for at {asked['enqueued_per_s']:,.0f}/s")


def embedded(worlds: Worlds, posts: int) -> Measured:
    return _rate(worlds.with_posts(posts))


def distributed(worlds: Worlds, posts: int) -> Measured:
    if postgres.binaries() is None:
        raise Skipped("PostgreSQL is not installed")
    with postgres.server() as address:
        extra = {"PREAU_DATABASE_URL": address, "PREAU_JOBS_ENGINE": "procrastinate"}
        world = worlds.empty("procrastinate", **extra)
        return _rate(world, **extra)


MEASURES = [
    Measure("jobs.embedded.per_s", "jobs/s", Goal(2000, at_most=False), embedded),
    Measure("jobs.procrastinate.per_s", "jobs/s", None, distributed, grows=False),
]
