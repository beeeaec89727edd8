"""The keeper: a thread that does a worker's own chores beside its jobs, each at its rhythm."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import close_old_connections, connection

logger = logging.getLogger("preau.jobs")

TICK = 0.25  # seconds


@dataclass
class Chore:
    """Something to do every so many seconds; `due` is when next, by time.monotonic()."""

    every: float
    do: Callable[[], object]
    due: float = 0.0


class Keeper(threading.Thread):
    """Does the chores until `over` is set, which is after the last running job has ended."""

    def __init__(self, chores: Sequence[Chore]) -> None:
        super().__init__(name="jobs-keeper", daemon=True)
        self.chores = chores
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(TICK):
            for chore in self.chores:
                if time.monotonic() >= chore.due:
                    self._do(chore)
            close_old_connections()
        connection.close()

    def _do(self, chore: Chore) -> None:
        try:
            chore.do()
        except Exception:  # the database is away, most often: the next turn may go better
            logger.exception("A chore of the worker failed; it is tried again.")
        chore.due = time.monotonic() + chore.every
