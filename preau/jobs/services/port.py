"""The port: how other rooms ask for background work. Its shape is that of Django's Tasks API.

    @task(priority=ALERT)
    def deliver(*, delivery_id: int) -> None: ...

    deliver.enqueue(delivery_id=7)                     # a row in the caller's own transaction
    deliver.using(run_at=later).enqueue(delivery_id=7)
    deliver.enqueue_many([{"delivery_id": 7}, {"delivery_id": 8}])

Tasks live in each room's `tasks.py`. A task runs at least once: it must be idempotent, or keep its own state in rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from preau.jobs import engines
from preau.jobs.engines.base import ALERT, DIGEST, NORMAL, Order, RetryAt

__all__ = ["ALERT", "DIGEST", "NORMAL", "REGISTRY", "RetryAt", "Task", "periodic", "task", "task_named"]

REGISTRY: dict[str, Task] = {}


@dataclass(frozen=True)
class Task:
    """A function that can be put off. `every`: seconds between runs of a periodic task.

    `unique_key`: asking again while a job of that key waits adds none, but makes the one that waits run at the sooner
    time and the higher priority of the two. Asking while it runs adds one, which starts when the first has ended:
    the first may have read what has changed since.
    """

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
        """The same task with another `priority`, `run_at`, `max_attempts` or `unique_key`."""
        return replace(self, **changes)

    def enqueue(self, **arguments: Any) -> None:
        """Ask for one run, as a row in the caller's transaction. `arguments` are plain JSON."""
        engines.current().enqueue([self._order(arguments)])

    def enqueue_many(self, runs: Iterable[dict[str, Any]]) -> None:
        """Ask for one run for each dict of arguments, in few statements."""
        engines.current().enqueue([self._order(arguments) for arguments in runs])

    def _order(self, arguments: dict[str, Any]) -> Order:
        return Order(
            task=self.name,
            arguments=arguments,
            priority=self.priority,
            max_attempts=self.max_attempts,
            run_at=self.run_at,
            unique_key=self.unique_key,
        )


def task(*, priority: int = NORMAL, max_attempts: int = 8) -> Callable[[Callable[..., None]], Task]:
    """Make a keyword-only function of plain JSON arguments into a task."""

    def register(function: Callable[..., None]) -> Task:
        made = Task(function, f"{function.__module__}.{function.__qualname__}", priority, max_attempts)
        REGISTRY[made.name] = made
        return made

    return register


def task_named(name: str) -> Task:
    """The task "preau.<room>.tasks.<function>".

    For the services of that room: its tasks call them, so they can't import their tasks. Raises KeyError.
    """
    if name not in REGISTRY:
        import_module(name.rpartition(".")[0])
    return REGISTRY[name]


def periodic(*, every: int, priority: int = NORMAL) -> Callable[[Callable[..., None]], Task]:
    """A task that runs by itself every `every` seconds, once over all workers."""

    def register(function: Callable[..., None]) -> Task:
        made = replace(task(priority=priority)(function), every=every)
        REGISTRY[made.name] = made
        return made

    return register
