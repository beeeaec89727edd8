"""Running one claimed job."""

from __future__ import annotations

from functools import partial

from preau.jobs.engines import attempt
from preau.jobs.engines.attempt import Outcome
from preau.jobs.services.port import REGISTRY

from .claim import Claimed


def run_claimed(job: Claimed) -> Outcome:
    """Run one job in this thread."""
    task = REGISTRY.get(job.task)
    if task is None:
        return Outcome(f"There is no task of the name {job.task}: was it renamed?")
    label = f"job {job.id} {job.task}"
    call = partial(task, **job.arguments)
    return attempt.run(call, label=label, attempts=job.attempts, max_attempts=job.max_attempts)
