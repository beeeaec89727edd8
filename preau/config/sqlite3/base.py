"""Django's SQLite, whose writers queue: the threads of a process take turns, and one of them asks for the lock.

Left to itself, SQLite has a writer that must wait sleep longer each time, up to a tenth of a second, and sleep on while
the lock is free and others take it (its busy handler, sqliteDefaultBusyCallback). With a handful of writers, one waits
for seconds while the machine is idle.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import defaultdict

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_AGAIN = 0.001  # seconds
SLICE = 1.0  # seconds

_turns: dict[str, threading.Lock] = defaultdict(threading.Lock)  # by the file of the database
os.register_at_fork(after_in_child=_turns.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    """What starts a transaction waits as long as the option `timeout` says (seconds); then it is "locked", as ever."""

    _turn: threading.Lock | None = None  # held by a transaction from its start to its end

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        turn = _turns[str(self.settings_dict["NAME"])]
        if not self._gets(turn):
            raise OperationalError("database is locked")
        self._turn = turn
        try:
            self._begin()
        except BaseException:
            self._end_turn()
            raise

    def _gets(self, turn: threading.Lock) -> bool:
        """In slices: a machine that was asleep for a minute wakes up with all its writers still patient."""
        slices = max(1, round(self._patience / SLICE))
        return any(turn.acquire(timeout=self._patience / slices) for _ in range(slices))

    def _begin(self) -> None:
        self.connection.execute("PRAGMA busy_timeout = 0")
        looks = int(self._patience / LOOK_AGAIN)  # counted, not timed, as SQLite counts its own
        try:
            while not self._has_begun(is_last=looks <= 0):
                time.sleep(LOOK_AGAIN)
                looks -= 1
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _has_begun(self, *, is_last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            is_busy = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if is_last or not is_busy:
                raise
            return False
        return True

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5.0))  # 5: that of sqlite3.connect

    def _commit(self) -> None:
        # Where it fails, Django rolls back.
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
