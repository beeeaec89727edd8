"""The port: how other rooms ask for background work. Its shape is that of Django's Tasks API.

    @task(priority=ALERT)
    def deliver(*, delivery_id: int) -> None: ...

    deliver.enqueue(delivery_id=7)                     # a row in the caller's own transaction
    deliver.using(run_at=later).enqueue(delivery_id=7)

Tasks live in each room's `tasks.py`. A task runs at least once: it must be idempotent, or keep its own state in rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from preau.kernel import clock

DIGEST, NORMAL, ALERT = -10, 0, 10  # priorities: an alert overtakes everything else

REGISTRY: dict[str, Task] = {}


class RetryAt(Exception):
    """Raised by a task to be run again at `at`, without it being an error."""

    def __init__(self, at: dt.datetime, reason: str = "") -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True)
class Task:
    """A function that can be put off. `every`: seconds between runs of a periodic task."""

    function: Callable[..., None]
    name: str
    priority: int = NORMAL
    max_attempts: int = 8
    run_at: dt.datetime | None = None
    unique_key: str = ""
    every: int | None = None

    def __call__(self, **arguments: Any) -> None:
        self.function(**arguments)

    def using(self, **changes: Any) -> Task:
        """The same task with another `priority`, `run_at` or `unique_key`."""
        return replace(self, **changes)

    def enqueue(self, **arguments: Any) -> None:
        """Ask for one run, as a row in the caller's transaction. A `unique_key` that still waits makes it no second."""
        from preau.jobs.models import Job

        if (
            self.unique_key
            and Job.objects.filter(unique_key=self.unique_key, state__in=["waiting", "running"]).exists()
        ):
            return
        Job.objects.create(
            task=self.name,
            arguments=arguments,
            priority=self.priority,
            max_attempts=self.max_attempts,
            run_at=self.run_at or clock.now(),
            unique_key=self.unique_key,
        )


def task(*, priority: int = NORMAL, max_attempts: int = 8) -> Callable[[Callable[..., None]], Task]:
    """Make a keyword-only function of plain JSON arguments into a task."""

    def register(function: Callable[..., None]) -> Task:
        made = Task(function, f"{function.__module__}.{function.__qualname__}", priority, max_attempts)
        REGISTRY[made.name] = made
        return made

    return register


def periodic(*, every: int, priority: int = NORMAL) -> Callable[[Callable[..., None]], Task]:
    """A task that runs by itself every `every` seconds, once over all workers."""

    def register(function: Callable[..., None]) -> Task:
        made = replace(task(priority=priority)(function), every=every)
        REGISTRY[made.name] = made
        return made

    return register
