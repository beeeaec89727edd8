"""A slot: a thread that claims jobs, runs them one after the other, and writes what became of them."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque

from django.db import OperationalError, close_old_connections, connection

from preau.jobs.engines.attempt import Outcome

from . import claim, ending
from .claim import Claimed
from .running import run_claimed
from .watch import Watch

logger = logging.getLogger("preau.jobs")

MAX_BATCH = 256
TURN = 0.2  # seconds after which a batch is closed and the rest given back, so that an alert gets its turn


class Slot(threading.Thread):
    """Takes jobs of at least the priority `floor`. `held` is what its leases must be renewed for."""

    def __init__(
        self, *, worker: str, floor: int, watch: Watch, stop: threading.Event, writing: threading.Lock
    ) -> None:
        super().__init__(name=f"jobs≥{floor}", daemon=True)
        self.worker, self.floor, self.watch, self.stop = worker, floor, watch, stop
        self.writing = writing  # one writer at a time in this process: SQLite's own queue is unfair
        self.batch = 1
        self.ahead: deque[Claimed] = deque()  # claimed, not started
        self.held: dict[int, Claimed] = {}
        self.since = 0.0  # time.monotonic() at which the running job started, 0 when none runs

    def run(self) -> None:
        while not self.stop.is_set():
            moment = self.watch.moment
            try:
                if not self.turn():
                    self.watch.wait_after(moment, timeout=1.0)
            except OperationalError as error:
                logger.warning("The database is busy or away (%s); a slot tries again.", error)
                self.stop.wait(1.0)
            except Exception:  # whatever it is, a slot goes on; the leases end by themselves, and the jobs run again
                logger.exception("A slot could not go on; it tries again.")
                self.stop.wait(1.0)
            finally:
                self.held.clear()
                close_old_connections()
        connection.close()

    def turn(self) -> bool:
        """Claim, run, write. False if there was nothing to do."""
        with self.writing:
            self.ahead.extend(claim.claim(worker=self.worker, limit=self.batch, floor=self.floor))
        self.held = {job.id: job for job in list(self.ahead)}
        if not self.held:
            return False
        began, size = time.monotonic(), len(self.held)
        outcomes = self._run_ahead(began + TURN)
        with self.writing:
            self._write(outcomes)
        self.give_back_rest()
        self._resize(time.monotonic() - began, size)
        return True

    def _write(self, outcomes: list[tuple[Claimed, Outcome]]) -> None:
        """Write what became of the jobs, with patience: what is not written will be run again."""
        for is_last in (False, False, True):
            try:
                ending.finish(self.worker, outcomes)
                return
            except OperationalError:  # SQLite: one long transaction, as of an import, keeps all other writers waiting
                if is_last:
                    raise
                logger.warning("The database is busy; what became of %s jobs is written a little later.", len(outcomes))

    def _run_ahead(self, until: float) -> list[tuple[Claimed, Outcome]]:
        outcomes = []
        while self.ahead and time.monotonic() < until and not self.stop.is_set():
            try:
                job = self.ahead.popleft()
            except IndexError:  # the keeper gave it back in between
                break
            self.since = time.monotonic()
            outcomes.append((job, run_claimed(job)))
            self.since = 0.0
        return outcomes

    def give_back_rest(self) -> None:
        """Let what was claimed and not started wait again. Called by the keeper too, when the running job is long."""
        rest: list[Claimed] = []
        while self.ahead:
            try:
                rest.append(self.ahead.popleft())
            except IndexError:
                break
        if rest:
            with self.writing:
                ending.give_back(self.worker, rest)
            for job in rest:
                self.held.pop(job.id, None)

    def _resize(self, seconds: float, size: int) -> None:
        """Claim more at a time as long as jobs are quick: a batch costs two commits, whatever its size."""
        if seconds > TURN / 2:
            self.batch = max(1, self.batch // 4)
        elif size == self.batch:
            self.batch = min(MAX_BATCH, self.batch * 2)
