"""How every process learns what changed: it asks the table of changes, ten times a second at most."""

from __future__ import annotations

import logging
import threading
import time

from django.db import Error, connection

from preau.ui.remember import POSTS
from preau.website.models import PublicChange

from .memory import MEMORY, Memory

log = logging.getLogger(__name__)

ASK_EVERY = 0.1  # seconds between two looks at the table
WAIT_FROM = 0.25  # seconds after which a request waits for the look that another one takes
# Numbers are given when a change is written and seen when it is committed, on PostgreSQL not always in that order:
# the rows of the last seconds are asked for again, and those already seen are left alone.
LATE_WITHIN = 120.0


class ChangeWatch:
    """Drops from `memory` what other processes changed. `look()` before each use of the memory."""

    def __init__(self, memory: Memory = MEMORY, every: float = ASK_EVERY) -> None:
        self.memory = memory
        self.every = every
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._floor: int | None = None  # every number up to this one is seen
        self._seen: dict[int, float] = {}  # number -> when it was seen, above the floor

    def look(self) -> None:
        """Ask what changed, unless it was just asked."""
        age = time.monotonic() - self._asked
        if age < self.every or not self._lock.acquire(blocking=age > WAIT_FROM):
            return
        try:
            if time.monotonic() - self._asked >= self.every:
                self._ask()
        except Error:
            # What is in memory goes on being served: that is worth more to a parent than an error.
            log.exception("the table of public changes can't be read")
        finally:
            self._asked = time.monotonic()
            self._lock.release()

    def _ask(self) -> None:
        if not connection.in_atomic_block:  # a transaction under way is its owner's
            connection.close_if_unusable_or_obsolete()
        if self._floor is None:
            self._start()
            return
        rows = PublicChange.objects.filter(pk__gt=self._floor).order_by("pk").values_list("pk", "page_id")
        fresh = [(pk, page_id) for pk, page_id in rows if pk not in self._seen]
        if fresh:
            self._apply({page_id for _, page_id in fresh})
        self._remember([pk for pk, _ in fresh])

    def _apply(self, pages: set[int | None]) -> None:
        if None in pages:
            self.memory.clear()
        else:
            tags = {page for page in pages if page is not None}
            self.memory.drop(tags | {POSTS} if any(tag > 0 for tag in tags) else tags)  # talk is in no list

    def _start(self) -> None:
        """The first look: the memory is as good as empty, but changes not yet committed may have low numbers."""
        self.memory.clear()
        newest = PublicChange.objects.order_by("-pk").values_list("pk", flat=True)[:1000]
        numbers = list(newest)
        self._floor = numbers[-1] - 1 if numbers else 0
        self._remember(numbers)

    def _remember(self, numbers: list[int]) -> None:
        now = time.monotonic()
        self._seen.update(dict.fromkeys(numbers, now))
        old = [pk for pk, at in self._seen.items() if now - at > LATE_WITHIN]
        if old:
            self._floor = max(old)
            self._seen = {pk: at for pk, at in self._seen.items() if pk > self._floor}
