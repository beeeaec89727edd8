"""A worker process of the distributed engine: two of Procrastinate's workers, and a keeper."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from procrastinate import exceptions, job_context, jobs, manager
from procrastinate import worker as procrastinate_worker
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.db_cleanup import DjangoApp

from preau.jobs import schedule
from preau.jobs.engines.attempt import Outcome
from preau.jobs.engines.keeper import TICK, Chore, Keeper
from preau.jobs.services.port import REGISTRY

from . import fence, running

logger = logging.getLogger("preau.jobs")

POLL = 0.5  # seconds: new jobs are notified at once, those that wait for their time are not
GIVE_BACK = """
    UPDATE procrastinate_jobs AS job SET status = 'todo', worker_id = NULL
    WHERE status = 'doing' AND worker_id = ANY(%s) AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs AS newer
        WHERE newer.status = 'todo' AND newer.queueing_lock = job.queueing_lock
    )
"""


class FencedManager(manager.JobManager):
    """Ends jobs through `fence`. Our tasks never raise towards Procrastinate: what became of them is in `outcomes`."""

    def __init__(self, connector: Any) -> None:
        super().__init__(connector)
        self.outcomes: dict[int, Outcome] = {}

    def call(self, context: job_context.JobContext, **_arguments: Any) -> None:
        """The one function behind every task: run it, and keep the outcome."""
        self.outcomes[context.job.id or 0] = running.run_fetched(context.job)

    async def finish_job(self, job: jobs.Job, status: jobs.Status, delete_job: bool) -> None:
        outcome = self.outcomes.pop(job.id or 0, None) or running.missing(job)
        while True:
            sql, values = fence.statement(job, outcome)
            try:
                row = await self.connector.execute_query_one_async(sql, **values)
                break
            except exceptions.UniqueViolation:  # a newer job of its key came between the look and the write
                continue
        if not row["moved"]:
            logger.warning("Job %s was taken over by another worker before it ended here.", job.id)


class Worker:
    """Runs jobs until `stop` is set, then lets the running ones end within the grace."""

    def __init__(self, stop: threading.Event, recover: Callable[[], int]) -> None:
        self.stop = stop
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        connector: Any = django_app.connector
        self.app = DjangoApp(connector=connector.get_worker_connector())
        self.app.job_manager = fenced = FencedManager(self.app.connector)
        for name in REGISTRY:
            self.app.task(name=name, pass_context=True)(fenced.call)
        alerts = 1 if settings.WORKER_SLOTS > 1 else 0
        self.workers = [self._worker(None, settings.WORKER_SLOTS - alerts)]
        self.workers += [self._worker([running.ALERTS], alerts)] * alerts
        self.keeper = Keeper(
            [
                Chore(settings.JOBS_LEASE / 6, recover),
                Chore(10, partial(schedule.beat, self.name)),
                Chore(TICK, schedule.enqueue_due),
            ]
        )

    def _worker(self, queues: list[str] | None, concurrency: int) -> procrastinate_worker.Worker:
        defaults: dict[str, Any] = dict(self.app.worker_defaults)  # they close Django's old connections
        return procrastinate_worker.Worker(
            self.app,
            queues=queues,
            concurrency=concurrency,
            fetch_job_polling_interval=POLL,
            install_signal_handlers=False,
            update_heartbeat_interval=settings.JOBS_LEASE / 3,
            stalled_worker_timeout=settings.JOBS_LEASE,
            **defaults,
        )

    def run(self) -> None:
        silence()
        logger.info("Worker %s started.", self.name)
        self.keeper.start()
        asyncio.run(self._run())
        self._end()

    async def _run(self) -> None:
        async with self.app.open_async():
            busy = [asyncio.create_task(worker.run()) for worker in self.workers]
            while not self.stop.is_set() and not any(task.done() for task in busy):
                await asyncio.sleep(0.05)
            for worker in self.workers:
                worker.stop()
            _, late = await asyncio.wait(busy, timeout=settings.STOP_GRACE)
            if late:
                await asyncio.to_thread(self._abandon)
            await asyncio.gather(*busy)

    def _abandon(self) -> None:
        """Give back what would not end, and leave: Python can't stop a thread."""
        try:
            given = running.execute(GIVE_BACK, [[worker.worker_id for worker in self.workers if worker.worker_id]])
            logger.info("Worker %s stopped; %s jobs given back.", self.name, given)
            schedule.gone(self.name)
        finally:  # even without a database: the jobs are then recovered when their lease ends
            logging.shutdown()
            os._exit(0)

    def _end(self) -> None:
        self.keeper.over.set()
        self.keeper.join(5)
        schedule.gone(self.name)
        connection.close()
        logger.info("Worker %s stopped.", self.name)


def silence() -> None:
    """Procrastinate's lines on single jobs show their arguments, which may name people: we write our own."""
    for name in ("procrastinate.worker", "procrastinate.worker.worker", "procrastinate.jobs"):
        logging.getLogger(name).addFilter(lambda record: not hasattr(record, "job") and not hasattr(record, "jobs"))
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
