"""Other servers on loopback that take everything: `python -m bench.inside.inboxes PORT HOSTS FILE`.

Each host is an address of its own (127.0.2.1, 127.0.2.2…). For each request, FILE gets a line: the time (of
CLOCK_MONOTONIC, which all processes share) and the address that was called. Nothing is verified: this is what a sender
can't be faster than.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path
from typing import Any

TAKEN = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


def addresses(hosts: int) -> list[str]:
    return [f"127.0.{2 + number // 250}.{1 + number % 250}" for number in range(hosts)]


class Inbox(asyncio.Protocol):
    def __init__(self, file: Any) -> None:
        self.file, self.seen = file, b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.seen += data
        while (end := self.seen.find(b"\r\n\r\n")) >= 0:
            head = self.seen[:end].decode("latin-1").split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in head[1:])
            total = end + 4 + int(fields.get("content-length", 0))
            if len(self.seen) < total:
                return
            self.seen = self.seen[total:]
            self.file.write(f"{time.monotonic()} http://{fields['host']}{head[0].split(' ')[1]}\n")
            self.transport.write(TAKEN)


async def main(port: int, hosts: int, target: Path) -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    with target.open("a", buffering=1) as file:
        server = await loop.create_server(lambda: Inbox(file), addresses(hosts), port, backlog=512)
        await over.wait()
        server.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
