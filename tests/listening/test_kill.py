"""kill -9 while a source is being asked, and between the storing and the reading of what it said. Real processes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.connectors.loopback import Answer, Request, loopback
from tests.federation.test_kill import ROOT, database, environment

from .stage import entry, rss

pytestmark = pytest.mark.slow
NUMBER = 40


def test_killed_in_mid_fetch_nothing_is_lost_and_nothing_twice(tmp_path: Path) -> None:
    asked, release = threading.Event(), threading.Event()

    def slowly(_request: Request) -> Answer:
        asked.set()
        release.wait(60)
        return Answer(status=500)

    with database(tmp_path) as extra, loopback() as server:
        env = environment(tmp_path, extra)

        def start(*arguments: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "tests.listening.process", *arguments]
            return subprocess.Popen(
                command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )

        server.answers["/fil.xml"] = slowly
        worker = start("seed", f"{server.origin}/fil.xml")
        assert asked.wait(120)
        worker.kill()
        worker.communicate()
        release.set()
        server.answers["/fil.xml"] = feed_of(NUMBER)
        worker = start("die")
        assert worker.stdout
        assert json.loads(worker.stdout.readline()) == [NUMBER, NUMBER, ["done"]]
        server.answers["/fil.xml"] = feed_of(NUMBER + 10)
        worker.communicate("die\n")
        assert worker.returncode == -signal.SIGKILL
        survivor, _ = start("again").communicate(timeout=120)
        assert json.loads(survivor) == [NUMBER + 10, NUMBER + 10, ["done"]]


def feed_of(number: int) -> Answer:
    return Answer(rss(*(entry(n) for n in range(number))))
