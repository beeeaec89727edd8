"""One post to a school's readers, through the worker, into a mail server in another process."""

from __future__ import annotations

import smtplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import server
from bench.rows import Goal, Measured
from bench.world import PREAU, World, Worlds

from .base import Measure

READERS = 2000
PATIENCE = 180.0
CONNECTIONS = 4  # of the bare client that tells the sink's own limit
BARE = 1000
TEXT = b"Subject: essai\r\nFrom: a@banc.example\r\nTo: b@lecteurs.example\r\n\r\n" + b"Bonjour les familles.\r\n" * 400


@dataclass(frozen=True)
class Sink:
    port: int
    file: Path

    def times(self) -> list[float]:
        """When each mail was accepted, on the clock that all processes share."""
        return [float(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def wait_for(self, count: int) -> list[float]:
        end = time.monotonic() + PATIENCE
        while len(found := self.times()) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"{len(found)} of {count} mails arrived in {PATIENCE:.0f} s")
            time.sleep(0.1)
        return found


@contextmanager
def _sink(world: World) -> Iterator[Sink]:
    sink = Sink(server.free_port(), world.folder.parent / f"mails-{world.posts}-{time.monotonic_ns()}")
    command = server.python("bench.inside.sink", str(sink.port), str(sink.file))
    with server.running(command, world.env(), world.log) as process:
        server.wait_for_port(process, sink.port, world.log)
        yield sink


def _send_bare(port: int, count: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        for _ in range(count):
            client.sendmail("a@banc.example", ["b@lecteurs.example"], TEXT)


def _limit(sink: Sink) -> float:
    """What the sink takes from a few bare connections, with nothing to write and no state to keep."""
    threads = [threading.Thread(target=_send_bare, args=(sink.port, BARE // CONNECTIONS)) for _ in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return BARE / (time.perf_counter() - start)


def take(worlds: Worlds, posts: int) -> Measured:
    """Mails a second from the moment of publishing to the last one accepted. The worker has sent one before."""
    world = worlds.with_posts(posts)
    user, board, school = (str(world.facts[name]) for name in ("user", "board", "school"))
    warm = world.inside("mail", "subscribe", board, "1")["readers"]
    readers = world.inside("mail", "subscribe", school, str(READERS))["readers"]
    with _sink(world) as sink:
        settings = {"PREAU_EMAIL_URL": f"smtp://127.0.0.1:{sink.port}"}
        with server.running([*PREAU, "worker"], world.env(**settings), world.log):
            world.inside("mail", "publish", user, board)
            sink.wait_for(warm)
            start = world.inside("mail", "publish", user, school)["at"]
            arrived = sink.wait_for(warm + readers)[warm:]
        limit = _limit(sink)
    note = f"{readers:,} readers, the first after {arrived[0] - start:.1f} s; limit: a client that writes nothing"
    return Measured(readers / (max(arrived) - start), limit, note)


MEASURES = [Measure("mail.per_s", "mails/s", Goal(150, at_most=False), take)]
