"""A real `preau`, started as a process of its own on a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


class House:
    """Its settings are those of a demo on SQLite, whatever the suite runs on."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PREAU_")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "preau.config.settings",
            "PREAU_MODE": "demo",
            "PREAU_DATA": str(self.data),
            "PREAU_BIND": f"127.0.0.1:{self.port}",
            "PREAU_ORIGIN": f"http://127.0.0.1:{self.port}",
            "PREAU_STOP_GRACE": "3",
            "PYTHONUTF8": "1",
        }

    def preau(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "preau", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def serve(self) -> None:
        with (self.data.parent / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "preau", "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        until(self.answers)
        until(lambda: self.child("preau worker"))

    def log(self) -> str:
        return (self.data.parent / "serve.log").read_text()

    def answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
            return error.code < 500
        except OSError:
            return False
        return True

    def family(self) -> list[psutil.Process]:
        assert self.server
        parent = psutil.Process(self.server.pid)
        return [parent, *parent.children(recursive=True)]

    def child(self, words: str) -> psutil.Process | None:
        """The child of the supervisor whose command line has these words."""
        assert self.server
        for process in psutil.Process(self.server.pid).children():
            try:
                if words in " ".join(process.cmdline()):
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def end(self) -> None:
        if self.server is None or self.server.poll() is not None:
            return
        family = self.family()
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(30)
        for process in psutil.wait_procs(family, timeout=5)[1]:
            process.kill()
