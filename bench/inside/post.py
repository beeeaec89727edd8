"""Sends what `bench.inside.inbox` wrote, on some keep-alive connections: `python -m bench.inside.post PORT FILE N`.

A fourth argument is the status that each must be answered with, 202 without it."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path


async def _send(port: int, requests: Iterator[bytes], status: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    accepted = 0
    for request in requests:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        said = await reader.readexactly(int(length[1]) if length else 0)
        if not head.startswith(f"HTTP/1.1 {status}".encode()):
            raise RuntimeError(f"{head[:40]!r} {said[:100]!r}")
        accepted += 1
    writer.close()
    return accepted


async def main(port: int, source: Path, connections: int, status: str = "202") -> dict[str, float]:
    requests = iter([text.encode() for text in json.loads(source.read_text())])
    start = time.perf_counter()
    accepted = sum(await asyncio.gather(*(_send(port, requests, status) for _ in range(connections))))
    return {"accepted": accepted, "per_s": accepted / (time.perf_counter() - start)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))))
