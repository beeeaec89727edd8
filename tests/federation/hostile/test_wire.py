"""Attempts with the wire itself, against the real web server: slow bodies, chunks, lengths that disagree."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

from preau.channels.models import InboundItem
from preau.federation.protocol.signatures import sign
from preau.federation.services import instance_actor
from preau.institutions.models import Domain
from preau.jobs.models import Job
from preau.kernel import clock
from tests.config.house import ROOT, free_port, until

from .stage import Peer, Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
THREADS = 2


@dataclass
class Site:
    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def call(self, data: bytes) -> str:
        """All that the server answers to these very bytes, until it closes."""
        with self.open(data) as connection:
            return _all(connection)

    @contextmanager
    def open(self, data: bytes) -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(data)
            yield connection

    def head(self, who: Person, body: bytes, **changes: str) -> bytes:
        """The head of a sound request, up to the empty line."""
        url = f"http://{self.host}/ap/inbox"
        made = sign("cavage", method="POST", url=url, body=body, key=who.key, key_id=who.key_id, now=clock.now())
        headers = {**made, "Connection": "close", "Content-Length": str(len(body)), **changes}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value]
        return "\r\n".join(["POST /ap/inbox HTTP/1.1", *lines, "", ""]).encode()


def _all(connection: socket.socket) -> str:
    found = b""
    while piece := connection.recv(65_536):
        found += piece
    return found.decode()


@pytest.fixture
def site(peer: Peer) -> Iterator[Site]:
    """The site as its server runs it, on the database of the suite."""
    port = free_port()
    Domain.objects.create(host=f"127.0.0.1:{port}", name="Réseau", is_default=True)
    instance_actor(Domain.objects.get())
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "preau.config.settings",
        "PREAU_MODE": "test",
        "PREAU_ORIGIN": f"http://127.0.0.1:{port}",
        "PREAU_ALLOW_LOOPBACK": "1",
        "PREAU_SERVER_THREADS": str(THREADS),
        "PREAU_DATABASE_URL": _database(),
    }
    options = ["--interface", "wsgi", "--port", str(port), "--no-ws", "--blocking-threads", str(THREADS)]
    command = [sys.executable, "-m", "granian", *options, "preau.config.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = Site(port)
    try:
        until(lambda: _answers(made))
        yield made
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _database() -> str:
    given = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        return f"sqlite:///{Path(given['NAME']).resolve()}"
    return f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def _answers(site: Site) -> bool:
    try:
        return site.call(b"POST /ap/inbox HTTP/1.0\r\n\r\n").startswith("HTTP/1")
    except OSError:
        return False


def kept() -> int:
    assert Job.objects.exists() == InboundItem.objects.exists()
    return InboundItem.objects.count()


def test_a_sound_request_gets_in_whole_or_in_chunks(site: Site, camille: Person) -> None:
    body = json.dumps(camille.activity()).encode()
    assert site.call(site.head(camille, body) + body).startswith("HTTP/1.1 202")
    body = json.dumps(camille.activity()).encode()
    chunked = site.head(camille, body, Content_Length="", Transfer_Encoding="chunked")
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (10, body[:10], len(body) - 10, body[10:])
    head = chunked.replace(b"Content-Length: %d\r\n" % len(body), b"")
    assert site.call(head + chunks).startswith("HTTP/1.1 202")
    assert kept() == 2


def test_two_lengths_smuggle_nothing(site: Site, camille: Person) -> None:
    """What a server in front and ours could cut in two ways is refused, or cut as HTTP says (chunks win)."""
    body = json.dumps(camille.activity()).encode()
    inner = site.head(camille, body) + body
    smuggled = b"0\r\n\r\n" + inner
    head = site.head(camille, b"x", Content_Length=str(len(smuggled)), Transfer_Encoding="chunked")
    first = site.call(head + smuggled)
    assert not first.startswith("HTTP/1.1 2")
    twice = site.head(camille, body).replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n") + body
    assert site.call(twice).startswith("HTTP/1.1 400")
    assert kept() == 0


def test_ten_megabytes_in_chunks_are_cut_off(site: Site, camille: Person) -> None:
    head = site.head(camille, b"x", Transfer_Encoding="chunked").replace(b"Content-Length: 1\r\n", b"")
    with site.open(head) as connection:
        answered = threading.Event()
        threading.Thread(target=_pour, args=(connection, answered), daemon=True).start()
        found = connection.recv(1_000).decode()
        answered.set()
    assert found.startswith("HTTP/1.1 413")
    assert kept() == 0


def _pour(connection: socket.socket, stop: threading.Event) -> None:
    piece = b"186a0\r\n" + b" " * 100_000 + b"\r\n"
    try:
        for _ in range(100):
            if stop.is_set():
                return
            connection.sendall(piece)
    except OSError:
        return  # the server has heard enough


def test_slow_bodies_do_not_hold_the_house(site: Site, camille: Person) -> None:
    """More slow bodies than the server has threads: only some hold one, and everybody else is answered."""
    body = json.dumps(camille.activity()).encode()
    slow = [socket.create_connection(("127.0.0.1", site.port), timeout=30) for _ in range(THREADS * 3)]
    try:
        for connection in slow:
            connection.sendall(site.head(camille, body) + body[:10])
        page = b"GET /ap/actor HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % site.host.encode()
        assert site.call(page).startswith("HTTP/1.1 200")
        assert site.call(site.head(camille, body) + body).startswith("HTTP/1.1 503")
    finally:
        for connection in slow:
            connection.close()
    until(lambda: site.call(site.head(camille, body) + body).startswith("HTTP/1.1 202"))
    assert kept() == 1


def test_a_body_that_ends_too_soon_leaves_nothing(site: Site, camille: Person) -> None:
    body = json.dumps(camille.activity()).encode()
    with site.open(site.head(camille, body) + body[:10]) as connection:
        connection.shutdown(socket.SHUT_WR)
        found = _all(connection)
    assert not found.startswith("HTTP/1.1 2")
    assert kept() == 0


def test_the_same_activity_at_once_on_many_connections_is_kept_once(site: Site, camille: Person) -> None:
    body = json.dumps(camille.activity()).encode()
    request = site.head(camille, body) + body
    site.call(request)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(site.call(request)[:12])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["HTTP/1.1 202"] * 8
    assert kept() == 1
