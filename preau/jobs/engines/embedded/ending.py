"""Writing what became of jobs. Every write is fenced: it changes a row only while worker and attempt are still ours."""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from preau.jobs.engines.attempt import DIED, REPLACED, Outcome
from preau.jobs.models import Job, JobState
from preau.kernel import clock

from .claim import Claimed, lease_end

logger = logging.getLogger("preau.jobs")

FREE = {"worker": "", "leased_until": None}


def _ours(worker: str, job: Claimed) -> QuerySet[Job]:
    return Job.objects.filter(id=job.id, state=JobState.RUNNING, worker=worker, attempts=job.attempts)


def finish(worker: str, outcomes: Sequence[tuple[Claimed, Outcome]]) -> None:
    """Write the outcomes in one transaction. What another worker holds by now is left to it, and said in the log."""
    done = [job for job, outcome in outcomes if not outcome.error and not outcome.again_at]
    with transaction.atomic():
        ours = _finish_done(worker, done)
        for job, outcome in outcomes:
            if outcome.again_at:
                ours += _again(worker, job, outcome, outcome.again_at)
            elif outcome.error:
                ours += _ours(worker, job).update(
                    state=JobState.FAILED, last_error=outcome.error, finished_at=clock.now(), leased_until=None
                )
    if ours < len(outcomes):
        logger.warning("%s jobs were taken over by another worker before they ended here.", len(outcomes) - ours)


def _finish_done(worker: str, jobs: Iterable[Claimed]) -> int:
    by_attempt: dict[int, list[int]] = defaultdict(list)
    for job in jobs:
        by_attempt[job.attempts].append(job.id)
    return sum(
        Job.objects.filter(id__in=ids, state=JobState.RUNNING, worker=worker, attempts=attempts).update(
            state=JobState.DONE, finished_at=clock.now(), leased_until=None, last_error=""
        )
        for attempts, ids in by_attempt.items()
    )


def _again(worker: str, job: Claimed, outcome: Outcome, at: dt.datetime) -> int:
    attempts = F("attempts") - 1 if outcome.free else F("attempts")
    return put_back(_ours(worker, job), job.unique_key, run_at=at, last_error=outcome.error, attempts=attempts)


def give_back(worker: str, jobs: Iterable[Claimed]) -> None:
    """Let jobs that this worker claimed wait again, as if it had not: another one takes them at once."""
    with transaction.atomic():
        for job in jobs:
            put_back(_ours(worker, job), job.unique_key, attempts=F("attempts") - 1)


def put_back(row: QuerySet[Job], unique_key: str, **changes: object) -> int:
    """Make one running row wait again; if a newer job of its key waits already, that one does the work."""
    while True:
        newer = bool(unique_key) and Job.objects.filter(unique_key=unique_key, state=JobState.WAITING).exists()
        if newer:
            replaced = {"state": JobState.DONE, "last_error": REPLACED, "finished_at": clock.now()}
            return row.update(**{**FREE, **replaced})
        try:
            with transaction.atomic():
                return row.update(**{**FREE, **changes, "state": JobState.WAITING})
        except IntegrityError:  # PostgreSQL: the newer one came between the look and the write
            continue


def renew(worker: str, jobs: Sequence[Claimed]) -> None:
    """Hold jobs for another lease."""
    ids = [job.id for job in jobs]
    Job.objects.filter(id__in=ids, state=JobState.RUNNING, worker=worker).update(leased_until=lease_end())


def recover() -> int:
    """Take the jobs whose lease has ended from their dead worker: they wait again, or fail after the last attempt."""
    lost = Job.objects.filter(state=JobState.RUNNING, leased_until__lt=clock.now())
    if not lost.exists():
        return 0
    with transaction.atomic():
        rows = list(lost.select_for_update(skip_locked=True)[:500])
        for job in rows:
            row = Job.objects.filter(id=job.id)
            if job.attempts >= job.max_attempts:
                row.update(**FREE, state=JobState.FAILED, last_error=DIED, finished_at=clock.now())
            else:
                put_back(row, job.unique_key, last_error=DIED)
    logger.warning("%s jobs of a worker that died wait again.", len(rows))
    return len(rows)
