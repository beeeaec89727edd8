"""The one place that says what time it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_shift: ContextVar[dt.timedelta] = ContextVar("clock_shift", default=dt.timedelta())


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC) - _shift.get()


@contextmanager
def ago(past: dt.timedelta) -> Iterator[None]:
    """Inside, it is `past` earlier: for the demo, whose posts have a history."""
    token = _shift.set(past)
    try:
        yield
    finally:
        _shift.reset(token)
