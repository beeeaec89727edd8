"""Sends forms as visitors do, each at its moment: `python -m bench.inside.burst PORT FILE SECONDS`.

Each asks for the form, then sends it. What is late is not left out: it is sent as soon as a connection is free.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from bench.stats import percentile

CONNECTIONS = 48


class Burst:
    """`answers`: statuses of the forms sent; `times`: seconds from when each was due until it was answered."""

    def __init__(self, port: int, requests: list[bytes], seconds: float) -> None:
        self.port, self.requests, self.pause = port, requests, seconds / len(requests)
        self.answers: Counter[str] = Counter()
        self.times: list[float] = []
        self.next = 0

    async def run(self) -> dict[str, object]:
        self.start = time.perf_counter()
        await asyncio.gather(*(self._connection() for _ in range(CONNECTIONS)))
        taken = time.perf_counter() - self.start
        p95, worst = percentile(self.times, 0.95) * 1000, max(self.times) * 1000
        return {"answers": self.answers, "seconds": taken, "p95_ms": p95, "worst_ms": worst}

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while self.next < len(self.requests):
            number, self.next = self.next, self.next + 1
            due = self.start + number * self.pause
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            request = self.requests[number]
            await _asked(reader, writer, b"\r\n".join(_form(request)))
            self.answers[await _asked(reader, writer, request)] += 1
            self.times.append(time.perf_counter() - due)
        writer.close()


def _form(request: bytes) -> list[bytes]:
    first, host, place = request.split(b"\r\n")[:3]
    return [first.replace(b"POST", b"GET"), host, place, b"", b""]


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> str:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif b"chunked" in head.lower():
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return head[9:12].decode()


if __name__ == "__main__":
    texts = json.loads(Path(sys.argv[2]).read_text())
    burst = Burst(int(sys.argv[1]), [text.encode() for text in texts], float(sys.argv[3]))
    print(json.dumps(asyncio.run(burst.run())))
