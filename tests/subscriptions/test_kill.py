"""kill -9 in the middle of sending, with real processes and a real SMTP server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from .conftest import Sink, free_port

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
READERS = 120


@pytest.fixture
def slow_sink() -> Iterator[Sink]:
    made = Sink(port=free_port(), seconds=0.01)
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    yield made
    controller.stop()


def environment(folder: Path, sink: Sink, connections: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DJANGO_"))}
    return kept | {
        "PREAU_MODE": "demo",
        "PREAU_DATA": str(folder),
        "PREAU_ORIGIN": "http://testserver",
        "PREAU_EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "PREAU_MAIL_CONNECTIONS": str(connections),
        "PREAU_LOG_LEVEL": "WARNING",
        "PYTHONPATH": str(ROOT),
    }


def start(env: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.subscriptions.process", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


def finish(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    process = start(env, *arguments)
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.mark.parametrize("connections", [1, 4])
def test_killed_in_mid_send_nobody_gets_two_and_only_what_was_in_flight_is_uncertain(
    tmp_path: Path, slow_sink: Sink, connections: int
) -> None:
    env = environment(tmp_path, slow_sink, connections)
    finish(env, "seed", str(READERS))
    sender = start(env, "send")
    deadline = time.monotonic() + 30
    while len(slow_sink.mails) < READERS // 3 and time.monotonic() < deadline:
        time.sleep(0.005)
    sender.kill()
    sender.communicate()
    finish(env, "recover")
    after = finish(env, "send")
    received = Counter(slow_sink.recipients())
    uncertain = {email for email, state in after["letters"].items() if state == "unknown"}
    assert max(received.values()) == 1
    assert 1 <= len(uncertain) <= connections
    assert set(after["letters"]) - set(received) <= uncertain
    assert set(after["letters"].values()) == {"delivered", "unknown"}
    assert after["delivery"] == "unknown"
