"""`enqueue 20000`: ask for that many jobs that do nothing. `watch 20000`: how fast they are done, once some are."""

from __future__ import annotations

import sys
import time

from bench.inside import set_up, tell

LOOK = 0.05  # seconds between two looks
PATIENCE = 120.0


def enqueue(count: int) -> None:
    from django.db import transaction

    from bench.noop.tasks import nothing

    start = time.perf_counter()
    with transaction.atomic():
        nothing.enqueue_many([{"number": number} for number in range(count)])
    tell({"enqueued_per_s": count / (time.perf_counter() - start)})


def waiting() -> int:
    from preau.jobs import engines
    from preau.jobs.models import JobState

    counts = engines.current().counts()
    return counts.get(JobState.WAITING, 0) + counts.get(JobState.RUNNING, 0)


def watch(count: int) -> None:
    """The rate between the first look at which some were done and the one at which all were."""
    end = time.monotonic() + PATIENCE
    while (left := waiting()) >= count and time.monotonic() < end:
        time.sleep(LOOK)
    first_left, first_at = left, time.perf_counter()
    while left > count * 0.01 and time.monotonic() < end:  # the house's own periodic jobs never end
        time.sleep(LOOK)
        left = waiting()
    tell({"per_s": (first_left - left) / (time.perf_counter() - first_at), "left": left})


if __name__ == "__main__":
    set_up()
    {"enqueue": enqueue, "watch": watch}[sys.argv[1]](int(sys.argv[2]))
