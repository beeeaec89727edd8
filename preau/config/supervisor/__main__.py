"""Keep the site and the worker running until told to stop. Started by `preau serve`, which has checked everything."""

from __future__ import annotations

import argparse
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence

from .child import Child

logger = logging.getLogger("preau.serve")

TICK = 0.1  # seconds
MARGIN = 5.0  # seconds that a child has beyond its own grace


def commands(options: argparse.Namespace) -> list[Child]:
    site = ["granian", "--interface", "wsgi", "--host", options.host, "--port", str(options.port), "--no-ws"]
    site += ["--workers", str(options.workers), "--blocking-threads", str(options.threads)]
    site += ["--blocking-threads-idle-timeout", "600"]  # each thread keeps its connection to the database
    site += ["--respawn-failed-workers", "--respawn-interval", "0.2", "--log-level", "warning"]
    site += ["--workers-kill-timeout", str(max(1, int(options.grace))), "preau.config.wsgi:application"]
    return [
        Child("site", [sys.executable, "-m", *site]),
        Child("worker", [sys.executable, "-m", "preau", "worker"]),
    ]


class Front:
    """Says once that the site answers."""

    def __init__(self, host: str, port: int, origin: str) -> None:
        reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        self.address, self.origin = (reachable, port), origin
        self.is_open = False

    def look(self) -> None:
        if self.is_open:
            return
        try:
            socket.create_connection(self.address, timeout=0.2).close()
        except OSError:
            return
        self.is_open = True
        logger.info("Préau is open: %s", self.origin)


def keep_running(children: Sequence[Child], stop: threading.Event, front: Front) -> bool:
    """Look after the children until `stop`. False if one of them can't start at all."""
    while not stop.is_set():
        front.look()
        for child in children:
            child.look()
            if child.is_hopeless:
                logger.error("The %s can't start; its own lines above say why.", child.name)
                return False
        stop.wait(TICK)
    return True


def stop_all(children: Sequence[Child], grace: float) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + grace + MARGIN
    for child in children:
        child.stopped_by(deadline)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="preau serve")
    for name, kind in [
        ("host", str),
        ("port", int),
        ("workers", int),
        ("threads", int),
        ("grace", float),
        ("origin", str),
    ]:
        parser.add_argument(f"--{name}", type=kind, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    front = Front(options.host, options.port, options.origin)
    children = commands(options)
    went_well = keep_running(children, stop, front)
    stop_all(children, options.grace)
    return 0 if went_well else 1


if __name__ == "__main__":
    sys.exit(main())
