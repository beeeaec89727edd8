"""One post to 2,000 people on 200 other servers, signed, into inboxes in another process."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import server
from bench.rows import Goal, Measured, Skipped
from bench.world import PREAU, World, Worlds
from tools import postgres

from .base import Measure

HOSTS, EACH = 200, 10
PATIENCE = 120.0
SIGNING = 3  # seconds
LOOPBACK = {"PREAU_ALLOW_LOOPBACK": "true"}


@dataclass(frozen=True)
class Inboxes:
    port: int
    file: Path

    def lines(self) -> list[tuple[float, str]]:
        """When which address took something."""
        rows = self.file.read_text().splitlines() if self.file.exists() else []
        return [(float(at), url) for at, _, url in (row.partition(" ") for row in rows)]

    def wait_for(self, count: int, workers: list[int]) -> tuple[list[tuple[float, str]], float]:
        """What arrived, once it is so much, and the most memory (MB) that the workers held meanwhile."""
        end, peak = time.monotonic() + PATIENCE, 0.0
        while len(found := self.lines()) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"{len(found)} of {count} activities arrived in {PATIENCE:.0f} s")
            peak = max(peak, sum(p.memory_info().rss for pid in workers for p in server.tree(pid)) / 1e6)
            time.sleep(0.1)
        return found, peak


@contextmanager
def inboxes(world: World) -> Iterator[Inboxes]:
    made = Inboxes(server.free_port(), world.folder.parent / f"inboxes-{time.monotonic_ns()}")
    command = server.python("bench.inside.inboxes", str(made.port), str(HOSTS), str(made.file))
    with server.running(command, world.env(), world.log) as process:
        wait_for_address(process, made.port, world.log)
        yield made


def wait_for_address(process: object, port: int, log: Path) -> None:
    end = time.monotonic() + server.START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.2.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise server.DidNotStart(server.last_line(log))


def take(worlds: Worlds, posts: int, *, workers: int = 1, database: str = "sqlite") -> Measured:
    """Activities a second from the moment of publishing to the last one taken. The worker has sent one before."""
    with ExitStack() as stack:
        settings = dict(LOOPBACK)
        if database == "postgresql":
            if postgres.binaries() is None:
                raise Skipped("PostgreSQL is not installed")
            settings["PREAU_DATABASE_URL"] = stack.enter_context(postgres.server())
        world = worlds.empty(f"fanout-{database}-{workers}", **settings)
        sinks = stack.enter_context(inboxes(world))
        facts = world.inside("fanout", "seed", str(HOSTS), str(EACH), str(sinks.port), **settings)
        pids = [
            stack.enter_context(server.running([*PREAU, "worker"], world.env(**settings), world.log)).pid
            for _ in range(workers)
        ]
        user, warm, page = (str(facts[name]) for name in ("user", "warm", "page"))
        world.inside("mail", "publish", user, warm, **settings)
        sinks.wait_for(1, pids)
        start = world.inside("mail", "publish", user, page, **settings)["at"]
        found, peak = sinks.wait_for(1 + HOSTS * EACH, pids)
        limit = world.inside("fanout", "sign", str(SIGNING), **settings)["per_s"]
    arrived = sorted(at for at, _ in found[1:])
    note = f"{len(arrived):,} inboxes on {HOSTS} hosts, the first after {arrived[0] - start:.1f} s; {peak:.0f} MB; "
    return Measured(len(arrived) / (arrived[-1] - start), limit, note + "limit: signatures of one core")


def sign(worlds: Worlds, posts: int) -> Measured:
    """RSA signatures a second, 2048 bits, on one core."""
    world = worlds.empty("sign")
    return Measured(world.inside("fanout", "sign", str(SIGNING))["per_s"])


_GOAL = Goal(500, at_most=False)
MEASURES = [
    Measure("rsa_sign.per_s", "signatures/s", None, sign, grows=False),
    Measure("fanout.per_s", "activities/s", _GOAL, take, grows=False),
    Measure("fanout.two_workers.per_s", "activities/s", _GOAL, partial(take, workers=2), grows=False),
    Measure("fanout.postgresql.per_s", "activities/s", _GOAL, partial(take, database="postgresql"), grows=False),
    Measure(
        "fanout.postgresql.two_workers.per_s",
        "activities/s",
        _GOAL,
        partial(take, workers=2, database="postgresql"),
        grows=False,
    ),
]
