"""Load over HTTP, on loopback: many connections at once for rates, one after the other for latencies.

Rates come from `wrk` where it is installed. Elsewhere an asyncio client of our own does it in two processes; it is
slower than a server answering a constant may be, so each row says which of the two drove it.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import multiprocessing
import re
import resource
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 16
BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "fr-CA,fr;q=0.9", "User-Agent": "bench"}
HOP_BY_HOP = {"date", "server", "connection", "keep-alive", "transfer-encoding"}


class BadAnswer(Exception):
    """The server answered something else than what is being measured."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes  # as transferred, still compressed

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Browser:
    """One keep-alive connection, as one person's browser has it."""

    def __init__(self, origin: str, headers: Mapping[str, str] | None = None) -> None:
        parts = urlsplit(origin)
        self.connection = http.client.HTTPConnection(parts.hostname or "localhost", parts.port, timeout=30)
        self.headers = {**BROWSER, **(headers or {})}

    def get(self, path: str) -> Answer:
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())

    def expect(self, path: str, status: int = 200) -> Answer:
        answer = self.get(path)
        if answer.status != status:
            raise BadAnswer(f"{path} answered {answer.status} instead of {status} {answer.header('Location')}")
        return answer

    def close(self) -> None:
        self.connection.close()

    def without_compression(self) -> Browser:
        """Another connection of the same person, whose answers can be read as they are."""
        host, port = self.connection.host, self.connection.port
        return Browser(f"http://{host}:{port}", {**self.headers, "Accept-Encoding": "identity"})


def latencies_ms(browser: Browser, paths: Iterable[str]) -> list[float]:
    """The time of each request, one after the other on one connection, in milliseconds."""
    taken = []
    for path in paths:
        start = time.perf_counter()
        browser.expect(path)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def kept_answer(answer: Answer, target: Path) -> Path:
    """Keep `answer` for `bench.constant` to repeat, byte for byte."""
    headers = [(name, value) for name, value in answer.headers if name.lower() not in HOP_BY_HOP]
    kept = {"status": f"{answer.status} OK", "headers": headers, "body": answer.body.decode("latin-1")}
    target.write_text(json.dumps(kept))
    return target


@dataclass(frozen=True)
class Rate:
    """Answers a second. `busy`: the share of one processor that the driver itself needed; near 1, it was the limit."""

    per_s: float
    busy: float


def driver() -> str:
    return "wrk" if shutil.which("wrk") else "own client in two processes"


def rate(url: str, seconds: float) -> Rate:
    """What `url` gives to sixteen keep-alive connections. Any answer but 200 raises `BadAnswer`."""
    return _rate_of_wrk(url, seconds) if shutil.which("wrk") else _rate_of_own(url, seconds)


def _rate_of_wrk(url: str, seconds: float) -> Rate:
    headers = [part for name, value in BROWSER.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", *headers, url]
    used, start = _children_seconds(), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True)
    return Rate(rate_in(done.stdout), (_children_seconds() - used) / (time.perf_counter() - start))


def _children_seconds() -> float:
    """Processor time of the processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rate_in(report: str) -> float:
    """The rate that a report of wrk gives."""
    if fault := re.search(r"Non-2xx.*|Socket errors.*", report):
        raise BadAnswer(fault.group())
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    if not found:
        raise BadAnswer("wrk gave no rate")
    return float(found.group(1))


def _rate_of_own(url: str, seconds: float) -> Rate:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        rates = pool.starmap(_client_rate, [(url, seconds, CONNECTIONS // 2)] * 2)
    return Rate(sum(one.per_s for one in rates), max(one.busy for one in rates))


def _client_rate(url: str, seconds: float, connections: int) -> Rate:
    used, start = time.process_time(), time.perf_counter()
    per_s = asyncio.run(_drive(url, seconds, connections))
    return Rate(per_s, (time.process_time() - used) / (time.perf_counter() - start))


def _request(url: str) -> bytes:
    parts = urlsplit(url)
    headers = "".join(f"{name}: {value}\r\n" for name, value in BROWSER.items())
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n{headers}\r\n".encode()


async def _read_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise BadAnswer(head.split(b"\r\n")[0].decode("latin-1"))
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if length:
        await reader.readexactly(int(length.group(1)))
        return
    while size := int(await reader.readline(), 16):  # chunked
        await reader.readexactly(size + 2)
    await reader.readline()


async def _drive(url: str, seconds: float, connections: int) -> float:
    parts, request = urlsplit(url), _request(url)
    end = time.perf_counter() + seconds

    async def one() -> int:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        answered = 0
        try:
            while time.perf_counter() < end:
                writer.write(request)
                await _read_answer(reader)
                answered += 1
        finally:
            writer.close()
            await writer.wait_closed()
        return answered

    start = time.perf_counter()
    answered = await asyncio.gather(*(one() for _ in range(connections)))
    return sum(answered) / (time.perf_counter() - start)
