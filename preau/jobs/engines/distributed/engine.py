"""The distributed engine, as the port sees it: on Django's connection, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job as Fetched
from procrastinate.sql import queries

from preau.jobs.engines.attempt import DIED, Outcome
from preau.jobs.engines.base import ALERT, JobLine, Order
from preau.jobs.models import JobState, Trouble
from preau.kernel import clock

from . import fence
from .running import ALERTS, MAX_ATTEMPTS, OTHERS, execute, max_attempts_of, run_fetched
from .worker import Worker

STATES = {
    "doing": JobState.RUNNING,
    "todo": JobState.WAITING,
    "failed": JobState.FAILED,
    "aborted": JobState.FAILED,
    "succeeded": JobState.DONE,
    "cancelled": JobState.DONE,
}
HURRY = """
    UPDATE procrastinate_jobs
    SET scheduled_at = least(coalesce(scheduled_at, now()), coalesce(%s, now())), priority = greatest(priority, %s),
        queue_name = CASE WHEN greatest(priority, %s) >= %s THEN %s ELSE queue_name END
    WHERE status = 'todo' AND queueing_lock = %s
"""
RETRY = """
    UPDATE procrastinate_jobs AS job SET status = 'todo', attempts = 0, scheduled_at = now(), worker_id = NULL
    WHERE status IN ('failed', 'aborted') AND (%(id)s::bigint IS NULL OR id = %(id)s)
    AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS other WHERE other.queueing_lock = job.queueing_lock
        AND (other.status = 'todo' OR (other.status IN ('failed', 'aborted') AND other.id > job.id))
    )
"""
FORGET = """
    DELETE FROM procrastinate_jobs AS job WHERE status IN ('succeeded', 'cancelled')
    AND (SELECT max(at) FROM procrastinate_events WHERE job_id = job.id) < %s
"""
STALLED = """
    SELECT job.* FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
    FOR UPDATE OF job SKIP LOCKED
"""


def queue_of(priority: int) -> str:
    return ALERTS if priority >= ALERT else OTHERS


def _configured(order: Order) -> Any:
    return app.configure_task(
        order.task,
        queue=queue_of(order.priority),
        priority=order.priority,
        schedule_at=order.run_at,
        lock=order.unique_key or None,  # runs at most once at a time
        queueing_lock=order.unique_key or None,  # waits at most once
    )


def _arguments(order: Order) -> dict[str, Any]:
    return {**order.arguments, MAX_ATTEMPTS: order.max_attempts}


def _enqueue_once(order: Order) -> None:
    """Add a job, or hurry the one of its key that waits (its row is locked until our transaction ends)."""
    values = [order.run_at, order.priority, order.priority, ALERT, ALERTS, order.unique_key]
    while not execute(HURRY, values):
        try:
            with transaction.atomic():
                _configured(order).defer(**_arguments(order))
            return
        except exceptions.AlreadyEnqueued:  # another one came between the look and the write
            continue


def _fetched(row: dict[str, Any]) -> Fetched:
    """A row that came over Django's connection, which leaves JSON as text."""
    return Fetched.from_row({**row, "args": json.loads(row["args"])})


class DistributedEngine:
    """See `preau.jobs.engines.base.Engine`."""

    def enqueue(self, orders: Sequence[Order]) -> None:
        with transaction.atomic():
            for order in orders:
                if order.unique_key:
                    _enqueue_once(order)
            several = [order for order in orders if not order.unique_key]
            if several:  # orders without a key differ in their arguments alone: they come from one task
                _configured(several[0]).batch_defer(*[_arguments(order) for order in several])

    def work(self, stop: threading.Event) -> None:
        Worker(stop, self.recover).run()

    def run_due(self) -> int:
        ran = 0
        worker = app.connector.execute_query_one(query=queries["register_worker"])["worker_id"]
        while job := self._fetch(worker):
            execute(*fence.statement(job, run_fetched(job)))
            ran += 1
        app.connector.execute_query(query=queries["unregister_worker"], worker_id=worker)
        return ran

    def _fetch(self, worker: int) -> Fetched | None:
        row = app.connector.execute_query_one(query=queries["fetch_job"], queues=None, worker_id=worker)
        return _fetched(row) if row["id"] else None

    def recover(self) -> int:
        with transaction.atomic():
            rows = app.connector.execute_query_all(query=STALLED.replace("%s", "%(lease)s"), lease=settings.JOBS_LEASE)
            for job in map(_fetched, rows):
                last = job.attempts + 1 >= max_attempts_of(job)
                execute(*fence.statement(job, Outcome(DIED) if last else fence.now_again(DIED)))
        return len(rows)

    def counts(self) -> dict[JobState, int]:
        found = dict.fromkeys(JobState, 0)
        for row in app.connector.execute_query_all(query=queries["count_jobs_status"]):
            found[STATES[row["status"]]] += row["count"]
        return found

    def lines(self, states: Sequence[JobState], *, limit: int, offset: int = 0) -> list[JobLine]:
        found: list[Any] = []
        orders = {JobState.WAITING: ["-priority", "scheduled_at", "id"], JobState.RUNNING: ["id"]}
        for state in (JobState.RUNNING, JobState.WAITING, JobState.FAILED, JobState.DONE):
            if state in states and len(found) < offset + limit:
                rows = ProcrastinateJob._default_manager.filter(
                    status__in=[s for s, ours in STATES.items() if ours == state]
                )
                found += rows.order_by(*orders.get(state, ["-id"]))[: offset + limit - len(found)]
        shown = found[offset:]
        errors = dict(Trouble.objects.filter(job__in=[job.id for job in shown]).values_list("job", "error"))
        return [_line(job, errors.get(job.id, "")) for job in shown]

    def late(self, since: dt.datetime) -> int:
        asked_before = Q(procrastinateevent__type="deferred", procrastinateevent__at__lt=since)
        late = Q(scheduled_at__lt=since) | Q(scheduled_at=None) & asked_before
        return ProcrastinateJob._default_manager.filter(late, status="todo").distinct().count()

    def retry(self, job_id: int | None) -> int:
        return execute(RETRY, {"id": job_id})

    def forget_done(self, before: dt.datetime) -> int:
        with transaction.atomic():
            deleted = execute(FORGET, [before])
            execute("DELETE FROM jobs_trouble WHERE job NOT IN (SELECT id FROM procrastinate_jobs)", [])
        return deleted


def _line(job: Any, error: str) -> JobLine:
    state = STATES[job.status]
    return JobLine(
        id=job.id,
        task=job.task_name,
        state=state,
        priority=job.priority,
        attempts=job.attempts + (state == JobState.RUNNING),
        run_at=job.scheduled_at or clock.now(),
        error="" if state == JobState.DONE and job.status == "succeeded" else error,
        worker=str(job.worker_id or ""),
    )


ENGINE = DistributedEngine()
