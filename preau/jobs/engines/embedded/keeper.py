"""The keeper: a thread that renews leases, recovers those of dead workers, and asks for periodic tasks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence

from django.conf import settings
from django.db import close_old_connections, connection

from preau.jobs import schedule

from . import ending
from .slot import Slot

logger = logging.getLogger("preau.jobs")

LONG = 1.0  # seconds after which a running job is long, and those behind it go to others


class Keeper(threading.Thread):
    """Ticks four times a second until the worker stops it, which is after the last running job."""

    def __init__(self, *, worker: str, slots: Sequence[Slot], writing: threading.Lock) -> None:
        super().__init__(name="jobs-keeper", daemon=True)
        self.worker, self.slots, self.writing = worker, slots, writing
        self.over = threading.Event()
        self._next: dict[str, float] = {}

    def run(self) -> None:
        while not self.over.wait(0.25):
            try:
                self.tick()
            except Exception:
                logger.exception("The keeper could not go on; it tries again.")
            close_old_connections()
        connection.close()

    def tick(self) -> None:
        for slot in self.slots:
            if slot.since and time.monotonic() - slot.since > LONG:
                slot.give_back_rest()
        if self._is_time("renew", settings.JOBS_LEASE / 3):
            self._renew()
        if self._is_time("recover", settings.JOBS_LEASE / 6):
            with self.writing:
                ending.recover()
        if self._is_time("beat", 10):
            with self.writing:
                schedule.beat(self.worker)
        schedule.enqueue_due()

    def _renew(self) -> None:
        held = [job for slot in self.slots for job in list(slot.held.values())]
        if held:
            with self.writing:
                ending.renew(self.worker, held)

    def _is_time(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now < self._next.get(what, 0):
            return False
        self._next[what] = now + every
        return True
