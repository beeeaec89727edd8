"""The tasks that the contract plays with. Each leaves a trace in a file, which other processes can read."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path

from preau.jobs.services import ALERT, DIGEST, RetryAt, periodic, task


def trace(file: str, line: object) -> None:
    """Append one line, whole: O_APPEND writes of that size do not mix."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{line}\n".encode())
    os.close(descriptor)


@task()
def note(*, file: str, line: str) -> None:
    trace(file, line)


@task(priority=ALERT)
def alert(*, file: str) -> None:
    trace(file, "alert")


@task(priority=DIGEST)
def digest(*, file: str, seconds: float = 0) -> None:
    trace(file, "digest")
    time.sleep(seconds)


@task(max_attempts=3)
def breaks(*, file: str, message: str = "the network said no") -> None:
    trace(file, "broken")
    raise ValueError(message)


@task(max_attempts=1)
def exits(*, file: str) -> None:
    trace(file, "exit")
    sys.exit(3)


@task(max_attempts=2)
def later(*, file: str, times: int) -> None:
    """Asks to be run again at once, that many times: more often than it has attempts."""
    trace(file, "later")
    if len(Path(file).read_text().splitlines()) <= times:
        raise RetryAt(dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1), "not yet")


@task()
def asks_again(*, file: str) -> None:
    """Asks for itself, by its own key, while it runs for the first time."""
    trace(file, "ran")
    if len(Path(file).read_text().splitlines()) == 1:
        asks_again.using(unique_key="scene").enqueue(file=file)


@task()
def slow(*, file: str, first: float, then: float) -> None:
    """Lasts `first` seconds the first time it starts, and `then` seconds when it is started again."""
    again = Path(file).exists()
    trace(file, f"start {os.getpid()}")
    time.sleep(then if again else first)
    trace(file, f"end {os.getpid()}")


if os.environ.get("SCENE_FILE"):

    @periodic(every=1)
    def ticks() -> None:
        trace(os.environ["SCENE_FILE"], time.time())
