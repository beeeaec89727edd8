"""Other servers, on loopback: one small HTTP server on many addresses (127.0.0.2, 127.0.0.3…), each a host.

It takes what it is sent, counts it, and can be told to misbehave: `answers` maps a host, or a host with a path, to the
statuses that it gives in turn, the last one for ever.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Received:
    host: str
    path: str
    headers: dict[str, str]  # lower-case names
    body: bytes
    connection: int

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    status: int = 202
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0
    hangs_up: bool = False


@dataclass
class Sink:
    hosts: list[str] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    seconds: float = 0
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)
    connections: int = 0

    def inbox(self, host: int = 0, path: str = "/inbox") -> str:
        return f"http://{self.hosts[host]}{path}"

    def counts(self) -> Counter[str]:
        """Address -> how often something that it took was sent there."""
        return Counter(item.url for item in self.received)

    def tell(self, where: str, *answers: Answer | int) -> None:
        """What `where`, an address or a host, answers from now on, in turn."""
        key = where.removeprefix("http://")
        self.answers[key] = [a if isinstance(a, Answer) else Answer(a) for a in answers]

    def _answer(self, host: str, path: str) -> Answer:
        for key in (f"{host}{path}", host):
            if turns := self.answers.get(key):
                return turns.pop(0) if len(turns) > 1 else turns[0]
        return Answer(seconds=self.seconds)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._exchange(head, number, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _exchange(
        self, head: bytes, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        first, *lines = head.decode("latin-1").strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        host, path = headers["host"], first.split(" ")[1]
        self.at_once[host] += 1
        self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])
        answer = self._answer(host, path)
        if answer.seconds:
            await asyncio.sleep(answer.seconds)
        self.at_once[host] -= 1
        self.received.append(Received(host, path, headers, body, number))
        if answer.hangs_up:
            writer.close()
            return
        fields = {"Content-Length": str(len(answer.body)), **answer.headers}
        text = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        writer.write(f"HTTP/1.1 {answer.status} Said\r\n{text}\r\n".encode("latin-1") + answer.body)
        await writer.drain()


@contextmanager
def running(hosts: int = 3, seconds: float = 0) -> Iterator[Sink]:
    sink = Sink(seconds=seconds)
    started, over = threading.Event(), threading.Event()

    async def main() -> None:
        addresses = [f"127.0.{2 + number // 250}.{1 + number % 250}" for number in range(hosts)]
        first = await asyncio.start_server(sink.serve, addresses[0], 0)
        port = first.sockets[0].getsockname()[1]
        servers = [first]
        if addresses[1:]:
            servers.append(await asyncio.start_server(sink.serve, addresses[1:], port))
        sink.hosts = [f"{address}:{port}" for address in addresses]
        started.set()
        await asyncio.to_thread(over.wait)
        for server in servers:
            server.close()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield sink
    finally:
        over.set()
        thread.join()
