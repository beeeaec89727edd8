"""Real processes on loopback: started, waited for, and ended with everything that they started themselves."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PORTS = range(9700, 9800)
START_SECONDS = 60.0
STOP_SECONDS = 15.0
GONE_SECONDS = 3.0  # until the system has forgotten those that were killed
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that the kernel sends when the parent dies


class DidNotStart(Exception):
    """A process ended, or did not answer in time."""


def free_port() -> int:
    """A port of the bench's own range on which nothing listens."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise DidNotStart(f"no free port in {PORTS.start}-{PORTS.stop - 1}")


def _die_with_parent() -> None:
    """Nothing outlives a bench that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def tree(pid: int) -> list[psutil.Process]:
    """The process and all that it started."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end, then end it and whatever it left behind, by their ids."""
    family = tree(process.pid)
    if process.poll() is None:
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            if member.is_running():
                member.kill()
    process.wait(STOP_SECONDS)
    psutil.wait_procs(family, GONE_SECONDS)


@contextmanager
def running(command: Sequence[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block, or with this one. What it says goes to `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, preexec_fn=_die_with_parent
        )
    try:
        yield process
    finally:
        stop(process)


def answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path, path: str = "/") -> None:
    """Until the first 200, asked for every 5 ms."""
    end = time.monotonic() + START_SECONDS
    while not answers(port, path):
        if process.poll() is not None or time.monotonic() > end:
            raise DidNotStart(f"{Path(str(process.args[0])).name}: {last_line(log)}")  # type: ignore[index]
        time.sleep(0.005)


def wait_for_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until something listens there."""
    end = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None or time.monotonic() > end:
            raise DidNotStart(last_line(log))
        time.sleep(0.02)


def last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def run(command: Sequence[str], env: dict[str, str], *, seconds: float = 900) -> str:
    """Run to the end, and give back what it printed. An error carries the last line of what it complained of."""
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=seconds, preexec_fn=_die_with_parent
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["it said nothing"]
        raise RuntimeError(f"{Path(command[0]).name} {' '.join(command[1:3])}: {said[-1]}")
    return done.stdout


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def clean_env() -> dict[str, str]:
    """This environment without any setting of Préau, which a measure must not inherit."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DJANGO_"))}
