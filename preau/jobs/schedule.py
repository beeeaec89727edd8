"""Periodic tasks and heartbeats, the same for both engines."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from preau.jobs.models import Heartbeat, Schedule
from preau.jobs.services.port import REGISTRY, Task
from preau.kernel import clock

_known: dict[str, int] = {}  # the slot that this process knows to be taken, so that it does not ask the database


def enqueue_due() -> None:
    """Ask for each periodic task whose slot has come. Of all workers, the one that moves the slot enqueues."""
    for task in list(REGISTRY.values()):
        if task.every:
            slot = int(clock.now().timestamp() // task.every)
            if _known.get(task.name) != slot:
                _take(task, slot)
                _known[task.name] = slot


def _take(task: Task, slot: int) -> None:
    try:
        with transaction.atomic():
            moved = Schedule.objects.filter(task=task.name, slot__lt=slot).update(slot=slot)
            if not moved and Schedule.objects.filter(task=task.name).exists():
                return
            if not moved:
                Schedule.objects.create(task=task.name, slot=slot)
            task.using(unique_key=f"periodic:{task.name}").enqueue()
    except IntegrityError:  # another worker made the row first, and enqueued
        return


def beat(worker: str) -> None:
    """Say that a worker is alive, and forget those that were silent for a day."""
    now = clock.now()
    Heartbeat.objects.update_or_create(
        worker=worker, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )
    Heartbeat.objects.filter(seen_at__lt=now - dt.timedelta(days=1)).delete()


def gone(worker: str) -> None:
    """Say that a worker has stopped."""
    Heartbeat.objects.filter(worker=worker).delete()
