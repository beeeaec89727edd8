"""The embedded engine, as the port sees it."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Greatest, Least

from preau.jobs.engines.base import JobLine, Order
from preau.jobs.models import Job, JobState
from preau.kernel import clock

from . import claim, ending
from .running import run_claimed
from .worker import Worker

BATCH = 500
LIST_ORDER = {
    JobState.RUNNING: ["id"],
    JobState.WAITING: ["-priority", "run_at", "id"],
    JobState.FAILED: ["-id"],
    JobState.DONE: ["-id"],
}


def _row(order: Order) -> Job:
    return Job(
        task=order.task,
        arguments=order.arguments,
        priority=order.priority,
        max_attempts=order.max_attempts,
        run_at=order.run_at or clock.now(),
        unique_key=order.unique_key,
    )


def _enqueue_once(order: Order) -> None:
    """Add a job, or hurry the one of its key that waits. The update locks that row until our transaction ends, so
    that it can't start before what we change can be seen."""
    while True:
        waiting = Job.objects.filter(unique_key=order.unique_key, state=JobState.WAITING)
        hurried = waiting.update(
            run_at=Least(F("run_at"), Value(order.run_at or clock.now())),
            priority=Greatest(F("priority"), Value(order.priority)),
        )
        if hurried:
            return
        try:
            with transaction.atomic():
                _row(order).save(force_insert=True)
            return
        except IntegrityError:  # PostgreSQL: another one came between the look and the write
            continue


def _line(job: Job) -> JobLine:
    return JobLine(
        id=job.id,
        task=job.task,
        state=JobState(job.state),
        priority=job.priority,
        attempts=job.attempts,
        run_at=job.run_at,
        error=job.last_error,
        worker=job.worker,
    )


class EmbeddedEngine:
    """See `preau.jobs.engines.base.Engine`."""

    def enqueue(self, orders: Sequence[Order]) -> None:
        with transaction.atomic():
            Job.objects.bulk_create([_row(order) for order in orders if not order.unique_key], batch_size=BATCH)
            for order in orders:
                if order.unique_key:
                    _enqueue_once(order)

    def work(self, stop: threading.Event) -> None:
        Worker(stop).run()

    def run_due(self) -> int:
        ran = 0
        worker = f"{socket.gethostname()[:40]}:here"
        while batch := claim.claim(worker=worker, limit=1):
            ending.finish(worker, [(job, run_claimed(job)) for job in batch])
            ran += 1
        return ran

    def recover(self) -> int:
        return ending.recover()

    def counts(self) -> dict[JobState, int]:
        found = dict(Job.objects.values_list("state").annotate(Count("id")).order_by())
        return {state: found.get(state, 0) for state in JobState}

    def lines(self, states: Sequence[JobState], *, limit: int, offset: int = 0) -> list[JobLine]:
        found: list[Job] = []
        for state, order in LIST_ORDER.items():
            if state in states and len(found) < offset + limit:
                found += Job.objects.filter(state=state).order_by(*order)[: offset + limit - len(found)]
        return [_line(job) for job in found[offset:]]

    def late(self, since: dt.datetime) -> int:
        return Job.objects.filter(state=JobState.WAITING, run_at__lt=since).count()

    def retry(self, job_id: int | None) -> int:
        failed = Job.objects.filter(state=JobState.FAILED)
        with transaction.atomic():
            rows = list((failed if job_id is None else failed.filter(id=job_id)).select_for_update())
            for job in rows:
                row = Job.objects.filter(id=job.id)
                ending.put_back(row, job.unique_key, attempts=0, run_at=clock.now(), finished_at=None)
        return len(rows)

    def forget_done(self, before: dt.datetime) -> int:
        deleted, _ = Job.objects.filter(state=JobState.DONE, finished_at__lt=before).delete()
        return deleted


ENGINE = EmbeddedEngine()
