"""What an engine does. Both engines pass tests/jobs/contract.py."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from preau.jobs.models import JobState

DIGEST, NORMAL, ALERT = -10, 0, 10  # priorities: an alert overtakes everything else


class RetryAt(Exception):
    """Raised by a task to be run again at `at`, without it being an error: it costs no attempt."""

    def __init__(self, at: dt.datetime, reason: str = "") -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True)
class Order:
    """One job that is asked for. `run_at` is aware, None is at once; a `max_attempts` of 1 means never again."""

    task: str
    arguments: dict[str, Any]
    priority: int
    max_attempts: int
    run_at: dt.datetime | None = None
    unique_key: str = ""


@dataclass(frozen=True)
class JobLine:
    """One job, as a person reads it in a list. Its arguments are left out: they may name people."""

    id: int
    task: str
    state: JobState
    priority: int
    attempts: int
    run_at: dt.datetime | None
    error: str
    worker: str


class Engine(Protocol):
    """Where jobs are kept and who runs them."""

    def enqueue(self, orders: Sequence[Order]) -> None:
        """Write the jobs in the caller's transaction."""

    def work(self, stop: threading.Event) -> None:
        """Run jobs until `stop` is set; then let the running ones end within the grace, and give back the others."""

    def run_due(self) -> int:
        """Run in this thread, on this connection, all that is due, until nothing is. Returns how many ran."""

    def recover(self) -> int:
        """Make the jobs of dead workers wait again (or fail, after their last attempt). Returns how many."""

    def counts(self) -> dict[JobState, int]:
        """How many jobs there are in each state."""

    def lines(self, states: Sequence[JobState], *, limit: int, offset: int = 0) -> list[JobLine]:
        """Jobs in these states: those that run, then those that wait in their order, then the others, newest first."""

    def late(self, since: dt.datetime) -> int:
        """How many jobs should have started before `since` and still wait."""

    def retry(self, job_id: int | None) -> int:
        """Make a failed job (all of them, if None) wait again with all its attempts. Returns how many there were."""

    def forget_done(self, before: dt.datetime) -> int:
        """Delete what was done before a moment; what failed is kept. Returns how many."""
