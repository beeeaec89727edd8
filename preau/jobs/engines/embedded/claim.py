"""Taking jobs: a row becomes a worker's own until its lease ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from preau.jobs.models import Job, JobState
from preau.kernel import clock

LOWEST = -32768  # any priority


@dataclass(frozen=True)
class Claimed:
    """A job that is ours, as long as its row says this worker and this attempt."""

    id: int
    task: str
    arguments: dict[str, Any]
    attempts: int
    max_attempts: int
    unique_key: str


def lease_end() -> dt.datetime:
    return clock.now() + dt.timedelta(seconds=settings.JOBS_LEASE)


def _levels(floor: int) -> list[int]:
    """The priorities that wait, highest first: one look in the index for each, however many jobs there are."""
    levels: list[int] = []
    waiting = Job.objects.filter(state=JobState.WAITING, priority__gte=floor)
    while True:
        below = waiting.filter(priority__lt=levels[-1]) if levels else waiting
        level = below.aggregate(level=Max("priority"))["level"]
        if level is None:
            return levels
        levels.append(level)


def _due(level: int) -> QuerySet[Job]:
    twin_runs = Exists(Job.objects.filter(state=JobState.RUNNING, unique_key=OuterRef("unique_key")))
    due = Job.objects.filter(state=JobState.WAITING, priority=level, run_at__lte=clock.now())
    return due.filter(Q(unique_key="") | ~twin_runs).order_by("run_at", "id")


def something_due(floor: int = LOWEST) -> bool:
    """Whether a claim would find anything: read without the write lock."""
    return any(_due(level).exists() for level in _levels(floor))


def next_due() -> dt.datetime | None:
    """When the next job that waits for its time is due."""
    later = Job.objects.filter(state=JobState.WAITING, run_at__gt=clock.now())
    times = [later.filter(priority=level).aggregate(at=Min("run_at"))["at"] for level in _levels(LOWEST)]
    return min((at for at in times if at), default=None)


def claim(*, worker: str, limit: int, floor: int = LOWEST) -> list[Claimed]:
    """Take up to `limit` due jobs of at least that priority, highest first, then oldest first."""
    if not something_due(floor):
        return []
    try:
        with transaction.atomic():
            jobs = _locked(limit, floor)
            Job.objects.filter(id__in=[job.id for job in jobs]).update(
                state=JobState.RUNNING, worker=worker, attempts=F("attempts") + 1, leased_until=lease_end()
            )
    except IntegrityError:  # PostgreSQL: another worker took a job of the same key at the same moment
        return []
    return [
        Claimed(job.id, job.task, job.arguments, job.attempts + 1, job.max_attempts, job.unique_key) for job in jobs
    ]


def _locked(limit: int, floor: int) -> list[Job]:
    jobs: list[Job] = []
    for level in _levels(floor):
        if len(jobs) < limit:
            jobs += _due(level).select_for_update(skip_locked=True, of=("self",))[: limit - len(jobs)]
    return jobs
