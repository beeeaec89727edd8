"""A worker: its slots, its keeper and its watch, from start to a clean stop."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection

from preau.jobs import schedule
from preau.jobs.engines.base import ALERT, NORMAL
from preau.jobs.engines.keeper import TICK as CHORES_TICK
from preau.jobs.engines.keeper import Chore, Keeper

from . import ending
from .claim import LOWEST
from .slot import Slot
from .watch import TICK, Watch

logger = logging.getLogger("preau.jobs")

LONG = 1.0  # seconds after which a running job is long


def floors(slots: int) -> list[int]:
    """What each slot takes: one for alerts alone, one never for digests, the others for anything."""
    return [LOWEST] * max(1, slots - 2) + [NORMAL, ALERT][: max(0, slots - 1)]


class Worker:
    """Runs jobs until `stop` is set, then lets the running ones end within the grace."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        # Never the same twice: a name that came back could take a dead worker's lease for its own.
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.watch = Watch()
        self.writing = threading.Lock()
        self.slots = [
            Slot(worker=self.name, floor=floor, watch=self.watch, stop=stop, writing=self.writing)
            for floor in floors(settings.WORKER_SLOTS)
        ]
        self.keeper = Keeper(
            [
                Chore(CHORES_TICK, self._share),
                Chore(settings.JOBS_LEASE / 3, self._renew),
                Chore(settings.JOBS_LEASE / 6, self._recover),
                Chore(10, partial(schedule.beat, self.name)),
                Chore(CHORES_TICK, schedule.enqueue_due),
            ]
        )

    def _share(self) -> None:
        """Give to others what waits behind a long job."""
        for slot in self.slots:
            if slot.since and time.monotonic() - slot.since > LONG:
                slot.give_back_rest()

    def _renew(self) -> None:
        held = [job for slot in self.slots for job in list(slot.held.values())]
        if held:
            with self.writing:
                ending.renew(self.name, held)

    def _recover(self) -> None:
        with self.writing:  # a slot that writes its outcomes, however late, comes first
            ending.recover()

    def run(self) -> None:
        logger.info("Worker %s started.", self.name)
        for thread in [*self.slots, self.keeper]:
            thread.start()
        while not self.stop.wait(TICK):
            try:
                self.watch.look()
            except DatabaseError as error:
                logger.error("The database refused: %s", error)
                connection.close()
                self.stop.wait(1.0)
        self._end()

    def _end(self) -> None:
        self.watch.ring()
        until = time.monotonic() + settings.STOP_GRACE
        for slot in self.slots:
            slot.join(max(0.0, until - time.monotonic()))
        self.keeper.over.set()
        self.keeper.join(5)
        left = [job for slot in self.slots for job in list(slot.held.values())]
        ending.give_back(self.name, left)
        schedule.gone(self.name)
        connection.close()
        logger.info("Worker %s stopped; %s jobs given back.", self.name, len(left))
