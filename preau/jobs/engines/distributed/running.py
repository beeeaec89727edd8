"""Running one fetched job, and what the engine and its worker share."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import connection
from procrastinate.jobs import Job as Fetched

from preau.jobs.engines import attempt
from preau.jobs.engines.attempt import Outcome
from preau.jobs.services.port import REGISTRY

ALERTS, OTHERS = "alerts", "default"  # the queues: one worker of each process takes alerts alone
MAX_ATTEMPTS = "_max_attempts"  # kept among the arguments: Procrastinate has no such column


def execute(sql: str, values: Any) -> int:
    """Run a statement on Django's connection. Returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def max_attempts_of(job: Fetched) -> int:
    return int(str(job.task_kwargs.get(MAX_ATTEMPTS, 1)))


def missing(job: Fetched) -> Outcome:
    return Outcome(f"There is no task of the name {job.task_name}: was it renamed?")


def run_fetched(job: Fetched) -> Outcome:
    """Run one job in this thread."""
    task = REGISTRY.get(job.task_name)
    if task is None:
        return missing(job)
    arguments = {key: value for key, value in job.task_kwargs.items() if key != MAX_ATTEMPTS}
    label = f"job {job.id} {job.task_name}"
    call = partial(task, **arguments)
    return attempt.run(call, label=label, attempts=job.attempts + 1, max_attempts=max_attempts_of(job))
