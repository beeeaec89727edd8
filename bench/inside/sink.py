"""A mail server on loopback that accepts everything: `python -m bench.inside.sink PORT FILE`.

It keeps no mail. For each one it adds a line to FILE: the time (CLOCK_MONOTONIC, which all processes share).
"""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    def __init__(self, target: Path) -> None:
        self.file = target.open("a", buffering=1)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.file.write(f"{time.monotonic()}\n")
        return "250 kept"


def main(port: int, target: Path) -> None:
    controller = Controller(Sink(target), hostname="127.0.0.1", port=port)
    controller.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main(int(sys.argv[1]), Path(sys.argv[2]))
