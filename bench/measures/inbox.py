"""Signed replies from 200 actors of 20 servers, each one durable row before it is answered."""

from __future__ import annotations

from functools import partial

from bench import server
from bench.rows import Goal, Measured, Skipped
from bench.world import World, Worlds
from tools import postgres

from .base import Measure

COUNT = 6_000
CONNECTIONS = 32
ROUTE = "/.well-known/nodeinfo"


def _accepted(world: World, **extra: str) -> Measured:
    """The site alone: what is done with what came in is another measure's."""
    source = world.folder / "inbox.json"
    world.inside("inbox", "write", str(COUNT), str(source), **extra)
    workers, threads = extra.get("PREAU_SERVER_WORKERS", "1"), "4"
    command = server.python("granian", "--interface", "wsgi", "--port", str(world.port), "--no-ws")
    command += ["--workers", workers, "--blocking-threads", threads, "--log-level", "warning"]
    env = world.env(**extra)
    with server.running([*command, "preau.config.wsgi:application"], env, world.log) as site:
        server.wait_for(site, world.port, world.log, ROUTE)
        sent = world.inside("post", str(world.port), str(source), str(CONNECTIONS), **extra)
        memory = sum(process.memory_info().rss for process in server.tree(site.pid)) / 1e6
    kept = world.inside("inbox", "count", **extra)["kept"]
    if kept != COUNT:
        raise RuntimeError(f"{kept} of {COUNT} were kept")
    return Measured(
        sent["per_s"], note=f"{COUNT:,} on {CONNECTIONS} connections, {workers} worker(s); {memory:.0f} MB after"
    )


def sqlite(workers: str, worlds: Worlds, posts: int) -> Measured:
    settings = {"DJANGO_SETTINGS_MODULE": "preau.config.settings", "PREAU_SERVER_WORKERS": workers}
    return _accepted(worlds.empty(f"inbox-{workers}"), **settings)


def postgresql(workers: str, worlds: Worlds, posts: int) -> Measured:
    if postgres.binaries() is None:
        raise Skipped("PostgreSQL is not installed")
    with postgres.server() as address:
        settings = {"DJANGO_SETTINGS_MODULE": "preau.config.settings", "PREAU_SERVER_WORKERS": workers}
        settings["PREAU_DATABASE_URL"] = address
        return _accepted(worlds.empty(f"inbox-pg-{workers}", **settings), **settings)


GOAL = Goal(500, at_most=False)
MEASURES = [
    Measure("inbox.accepted_per_s", "activities/s", GOAL, partial(sqlite, "1"), grows=False),
    Measure("inbox.accepted.two_workers.per_s", "activities/s", GOAL, partial(sqlite, "2"), grows=False),
    Measure("inbox.accepted.postgresql.per_s", "activities/s", GOAL, partial(postgresql, "1"), grows=False),
    Measure("inbox.accepted.postgresql.two_workers.per_s", "activities/s", GOAL, partial(postgresql, "2"), grows=False),
]
