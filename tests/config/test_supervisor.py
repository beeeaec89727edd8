"""The supervisor's parts, on small commands in place of the site and the worker."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from preau.config.supervisor import __main__ as supervisor
from preau.config.supervisor import child as child_module
from preau.config.supervisor.child import Child

from .house import until


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def front(port: int) -> supervisor.Front:
    return supervisor.Front("127.0.0.1", port, "http://localhost")


FOREVER = "import time\nwhile True: time.sleep(0.05)"
DEAF = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{FOREVER}"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "FIRST_WAIT", 0.01)


def test_a_child_that_never_starts_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    hopeless = Child("site", python("raise SystemExit(3)"))
    assert supervisor.keep_running([hopeless], threading.Event(), front(1)) is False
    assert "The site can't start" in caplog.text
    assert "(exit code 3)" in caplog.text


def test_a_child_that_settled_is_never_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "SETTLED", 0.0)
    child = Child("worker", python("pass"))
    pids: set[int] = set()

    def look() -> bool:
        child.look()
        pids.update([child.process.pid] if child.process else [])
        return len(pids) > child_module.STARTS + 1

    until(look)
    assert not child.is_hopeless
    child.stopped_by(time.monotonic() + 5)


def test_a_child_that_stops_when_asked_is_not_killed() -> None:
    child = Child("worker", python(FOREVER))
    child.look()
    child.ask_to_stop()
    assert child.stopped_by(time.monotonic() + 10)


def test_a_deaf_child_is_killed_with_its_own_children(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    said = tmp_path / "pid"
    grandchild = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {DEAF!r}])\n"
    ready = f"import pathlib\npathlib.Path({str(said)!r}).write_text('ready')\n"
    silent = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    child = Child("site", python(silent + grandchild + ready + FOREVER))
    child.look()
    until(said.exists)
    assert child.process
    child.ask_to_stop()
    assert not child.stopped_by(time.monotonic() + 0.3)
    assert "did not stop in time" in caplog.text
    until(lambda: not _group_lives(child.process.pid if child.process else 0))


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_is_not_there_is_stopped_already() -> None:
    child = Child("site", python("pass"))
    child.ask_to_stop()
    assert child.stopped_by(time.monotonic())


def options(port: int) -> argparse.Namespace:
    return argparse.Namespace(host="127.0.0.1", port=port, workers=1, threads=2, grace=1.0, origin="http://localhost")


def test_the_site_is_announced_when_it_answers(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with socket.socket() as site:
        site.bind(("127.0.0.1", 0))
        site.listen()
        here = front(site.getsockname()[1])
        here.look()
        here.look()
    assert caplog.text.count("Préau is open: http://localhost") == 1


def test_the_children_are_the_site_and_the_worker() -> None:
    site, worker = supervisor.commands(options(8000))
    assert "preau.config.wsgi:application" in site.command
    assert worker.command[-1] == "worker"


def test_it_runs_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child("site", python(FOREVER))
    monkeypatch.setattr(supervisor, "commands", lambda _: [child])
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    arguments = "--host 127.0.0.1 --port 1 --workers 1 --threads 1 --grace 3 --origin http://localhost"
    try:
        assert supervisor.main(arguments.split()) == 0
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
    assert child.process
    assert child.process.poll() is not None
