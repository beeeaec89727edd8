"""One child process: started, restarted when it dies, stopped with all that it started itself."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

logger = logging.getLogger("preau.serve")

SETTLED = 10.0  # seconds after which a process is held to have started well
FIRST_WAIT, LONGEST_WAIT = 0.25, 30.0  # seconds before a restart, doubled at each death that follows soon
STARTS = 4  # a process that never settles is tried that many times
# glibc: what a large picture took goes back to the system when it is done; else each thread keeps hundreds of MB.
FRUGAL = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def _dies_with_parent() -> Callable[[], None] | None:
    """What a child does first on Linux: ask the kernel for SIGTERM when its supervisor is gone, however it went."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


class Child:
    """A command that is kept running. Each has a process group of its own, so that none of its own children stays."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self.command = name, list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.restart_at = 0.0
        self.deaths = 0  # since it last settled
        self.has_settled = False

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            self.command,
            start_new_session=True,
            env=FRUGAL | os.environ,
            preexec_fn=_dies_with_parent(),
        )

    @property
    def is_hopeless(self) -> bool:
        """Whether it never held, and was tried often enough."""
        return not self.has_settled and self.deaths >= STARTS

    def look(self) -> None:
        """Start it, or start it again when its time has come."""
        if self.process is None:
            if time.monotonic() >= self.restart_at and not self.is_hopeless:
                self.start()
            return
        if time.monotonic() - self.started > SETTLED:
            self.has_settled, self.deaths = True, 0
        if self.process.poll() is not None:
            self._bury(self.process)

    def _bury(self, process: subprocess.Popen[bytes]) -> None:
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2**self.deaths)
        logger.warning("The %s ended (%s); it starts again in %.1f s.", self.name, _how(process.returncode), wait)
        self._kill_group(process)
        self.deaths += 1
        self.process, self.restart_at = None, time.monotonic() + wait

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stopped_by(self, deadline: float) -> bool:
        """Wait for its end, until `deadline`; then kill what is left. True if it ended by itself."""
        process = self.process
        if process is None:
            return True
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("The %s did not stop in time, and was killed.", self.name)
        in_time = process.poll() is not None
        self._kill_group(process)
        process.wait()
        return in_time

    @staticmethod
    def _kill_group(process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
