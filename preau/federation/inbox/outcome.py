"""What became of items, written down."""

from __future__ import annotations

import datetime as dt
import logging

from django.db.models import QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.jobs.services import task_named
from preau.kernel import clock

log = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=10)  # of an item that waits for another server
BACKOFF = (1, 5, 30, 180, 720)  # minutes before each new attempt; then it has failed


class Outcome:
    """What became of a group's items, written in few statements at its end."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.ignored: dict[str, list[int]] = {}
        self.asking: list[int] = []  # for these another server has to be asked first

    def note(self, item: InboundItem, reason: str) -> None:
        """`reason`: why it changed nothing, "" where it did."""
        (self.ignored.setdefault(reason, []) if reason else self.done).append(item.pk)

    def write(self) -> None:
        now = clock.now()
        if self.done:
            _of(self.done).update(state=InboundState.DONE, processed_at=now, next_at=None, last_error="")
        for reason, ids in self.ignored.items():
            _of(ids).update(state=InboundState.IGNORED, processed_at=now, next_at=None, last_error=reason)
        if self.asking:
            _of(self.asking).update(next_at=now + LEASE)
            task_named("preau.federation.tasks.process_item").enqueue_many({"item_id": pk} for pk in self.asking)


def fail(item: InboundItem, error: Exception) -> None:
    """Write down why an item could not be read, and when it is tried again."""
    log.warning("item %s can’t be read", item.pk, exc_info=error)
    attempts, now = item.attempts + 1, clock.now()
    words = f"{type(error).__name__}: {error}".replace("\x00", "")[:300]
    if attempts <= len(BACKOFF):
        at = now + dt.timedelta(minutes=BACKOFF[attempts - 1])
        _of([item.pk]).update(attempts=attempts, last_error=words, next_at=at)
    else:
        failed = {"state": InboundState.FAILED, "processed_at": now, "next_at": None}
        _of([item.pk]).update(attempts=attempts, last_error=words, **failed)


def _of(ids: list[int]) -> QuerySet[InboundItem]:
    return InboundItem.objects.filter(pk__in=ids)
