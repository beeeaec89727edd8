"""Reading the jobs, whichever engine keeps them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from preau.kernel import clock

from . import engines
from .engines.base import JobLine
from .models import Heartbeat, JobState

__all__ = ["JobLine", "alive_workers", "counts", "late", "lines"]


def counts() -> dict[JobState, int]:
    """How many jobs there are in each state."""
    return engines.current().counts()


def lines(
    states: Sequence[JobState] = (JobState.RUNNING, JobState.WAITING, JobState.FAILED),
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[JobLine]:
    """Jobs: those that run, those that wait in the order in which they will run, those that failed, newest first."""
    found = engines.current().lines(states, limit=limit, offset=offset)
    return list({line.id: line for line in found}.values())  # one that changes meanwhile is read in two states


def late(minutes: int = 10) -> int:
    """How many jobs should have started that long ago and still wait."""
    return engines.current().late(clock.now() - dt.timedelta(minutes=minutes))


def alive_workers(seconds: int = 45) -> int:
    """How many workers gave a sign of life lately."""
    return Heartbeat.objects.filter(seen_at__gte=clock.now() - dt.timedelta(seconds=seconds)).count()
