"""A whole Préau as real processes: site and worker of `preau serve`, and a mail server that keeps what it gets."""

from __future__ import annotations

import email
import email.policy
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

ROOT = Path(__file__).parents[2]
PREAU = [sys.executable, "-m", "preau"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Sink:
    """A mail server on loopback. `mails`: what it accepted, oldest first."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.mails.append(message)
        return "250 kept"

    def wait_for(self, address: str, subject: str = "", seconds: float = 20) -> EmailMessage:
        """The newest mail to `address` whose subject holds `subject`, as soon as there is one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in reversed(self.mails):
                if message["X-Envelope-To"] == address and subject in (message["Subject"] or ""):
                    return message
            time.sleep(0.05)
        raise AssertionError(f"no mail about {subject!r} among {[m['Subject'] for m in self.mails]}")

    def start(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


@dataclass
class House:
    """`origin`: where it answers. `run("post", …)`: its command line."""

    origin: str
    sink: Sink
    env: dict[str, str] = field(repr=False)

    def run(self, *arguments: str, text: str | None = None, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        command = [*PREAU, *arguments]
        return subprocess.run(
            command, env=self.env, cwd=ROOT, input=text, text=True, capture_output=True, timeout=timeout, check=True
        )


def _wait_until_it_answers(origin: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise AssertionError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(f"{origin}/", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@contextmanager
def new_database(address: str | None, name: str) -> Iterator[str | None]:
    """A database of its own on the run's PostgreSQL server; nothing to do for SQLite."""
    if not address or not address.startswith("postgres"):
        yield None
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[call-overload]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    yield f"{address.rsplit('/', 1)[0]}/{name}"


@contextmanager
def open_house(data: Path, **settings: str) -> Iterator[House]:
    """Migrates an empty house in `data`, lets the caller fill it, and serves it until the end of the block."""
    sink = Sink()
    port = free_port()
    name = f"house_{port}"
    with new_database(os.environ.get("PREAU_DATABASE_URL"), name) as database:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PREAU_", "DJANGO_"))}
        env |= {
            "PYTHONPATH": str(ROOT),
            "PREAU_MODE": "demo",
            "PREAU_DATA": str(data),
            "PREAU_ORIGIN": f"http://localhost:{port}",
            "PREAU_BIND": f"127.0.0.1:{port}",
            "PREAU_EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
            **settings,
        }
        if database:
            env["PREAU_DATABASE_URL"] = database
        house = House(f"http://localhost:{port}", sink, env)
        house.run("migrate")
        sink.start()
        server = subprocess.Popen([*PREAU, "serve"], env=env, cwd=ROOT)
        try:
            _wait_until_it_answers(house.origin, server)
            yield house
        finally:
            server.terminate()
            server.wait(timeout=40)
            sink.stop()
