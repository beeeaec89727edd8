"""Noticing that there may be something to do, soon and cheaply."""

from __future__ import annotations

import threading
import time

from django.db import connection

from preau.kernel import clock

from . import claim

TICK = 0.05 if connection.vendor == "sqlite" else 0.2  # seconds


class Watch:
    """Counts the moments at which there may be new work; slots wait for the next one.

    On SQLite, `PRAGMA data_version` says in microseconds whether any other connection has committed. On PostgreSQL,
    an embedded worker just looks: many workers are what the distributed engine is for.
    """

    def __init__(self) -> None:
        self.moment = 0
        self._changed = threading.Condition()
        self._version: int | None = None
        self._alarm = 0.0  # time.monotonic() at which the next job that waits for its time is due

    def wait_after(self, moment: int, timeout: float) -> None:
        """Return when there may be something newer than `moment`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.moment != moment, timeout)

    def ring(self) -> None:
        with self._changed:
            self.moment += 1
            self._changed.notify_all()

    def look(self) -> None:
        """Ring if the database changed or a job's time has come. Called every `TICK` seconds by one thread."""
        if not self._database_changed() and time.monotonic() < self._alarm:
            return
        due = claim.next_due()
        self._alarm = time.monotonic() + ((due - clock.now()).total_seconds() if due else 3600)
        self.ring()

    def _database_changed(self) -> bool:
        if connection.vendor != "sqlite":
            return claim.something_due()
        with connection.cursor() as cursor:
            version = cursor.execute("PRAGMA data_version").fetchone()[0]
        changed = version != self._version
        self._version = version
        return changed
