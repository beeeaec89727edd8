"""kill -9 of server and worker at random points of a fan-out, with real processes and real inboxes.

PREAU_KILL_ROUNDS says how often (a hundred, by hand, before a release); PREAU_KILL_SEED repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

from .sink import Sink, running

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("PREAU_KILL_ROUNDS", "2"))
HOSTS, EACH = (200, 10) if ROUNDS > 5 else (40, 10)
CONNECTIONS = 32
WORKERS_KILLED = 2
STANDSTILL = 3.0  # seconds without anything arriving: all that could be sent was


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """An empty one of its own, of the kind that the suite runs on."""
    if settings.IS_SQLITE:
        yield {}
        return
    import psycopg

    name = f"kill_{os.getpid()}"
    parts = urlsplit(settings.DATABASE_URL)
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {"PREAU_DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}"))}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(folder: Path, extra: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DJANGO_"))}
    return {
        **kept,
        "PREAU_MODE": "demo",
        "PREAU_DATA": str(folder),
        "PREAU_ORIGIN": "http://testserver",
        "PREAU_ALLOW_LOOPBACK": "true",
        "PREAU_FEDERATION_CONNECTIONS": str(CONNECTIONS),
        "PREAU_JOBS_LEASE": "3",
        "PREAU_LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
        **extra,
    }


class Stage:
    """One installation, its other servers, and the processes that are killed."""

    def __init__(self, env: dict[str, str], sink: Sink, chance: random.Random) -> None:
        self.env, self.sink, self.chance = env, sink, chance

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=self.env, stdout=subprocess.PIPE, text=True
        )

    def run(self, *arguments: str) -> str:
        process = self.start("tests.federation.process", *arguments)
        out, _err = process.communicate(timeout=180)
        assert process.returncode == 0
        return out

    def server_dies(self, words: str) -> None:
        """A process that publishes is killed at some moment of it, or just after."""
        process = self.start("tests.federation.process", "publish", words)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(self.chance.uniform(0, 0.25))
        process.kill()
        process.communicate()

    def worker_dies(self, at: int) -> None:
        """A worker is killed once so much has arrived, or nothing more does."""
        process = self.start("preau", "worker")
        moved, seen, began = time.monotonic(), len(self.sink.received), len(self.sink.received)
        while seen < at:
            time.sleep(0.002)
            now = len(self.sink.received)
            patience = STANDSTILL if now > began else 10 * STANDSTILL
            if now == seen and time.monotonic() - moved > patience:
                break
            if now != seen:
                seen, moved = now, time.monotonic()
        process.kill()
        process.communicate()


def test_killed_at_any_moment_everyone_gets_it_and_none_twice_but_what_was_on_its_way(tmp_path: Path) -> None:
    seed = int(os.environ.get("PREAU_KILL_SEED", random.randrange(10**6)))
    with database(tmp_path) as extra, running(HOSTS) as sink:
        stage = Stage(environment(tmp_path, extra), sink, random.Random(seed))
        stage.run("seed", str(EACH), *sink.hosts)
        for number in range(ROUNDS):
            one_round(stage, f"Tour {number} de {seed}")


def one_round(stage: Stage, words: str) -> None:
    sink = stage.sink
    sink.received.clear()
    total = HOSTS * EACH
    stage.server_dies(words)
    stage.run("publish", words)
    for at in sorted(stage.chance.randrange(total) for _ in range(WORKERS_KILLED)):
        stage.worker_dies(at)
    found: dict[str, Any] = json.loads(stage.run("finish", words))
    arrived = Counter(item.url for item in sink.received)
    attempts: dict[str, int] = found["attempts"]
    twice = sum(arrived.values()) - total
    assert len(arrived) == len(attempts) == total, words
    assert all(arrived[inbox] <= attempts[inbox] for inbox in arrived), words
    assert sum(attempts.values()) - total <= WORKERS_KILLED * CONNECTIONS * 2, words  # a worker has two jobs at once
    assert (found["delivery"], found["states"]) == ("delivered", ["delivered"]), words
    assert {words in item.body.decode() for item in sink.received} == {True}
    print(f"{words}: {twice} twice")  # noqa: T201
