"""Waiting for others without letting them hold the house: of the threads that answer, only some may ever wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .answers import Refused


class Patience:
    """`places`: how many may wait for others at once. Whoever finds none is told to come back."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    @contextmanager
    def place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Refused(503, "busy waiting for others: come back", retry_after=30)
        try:
            yield
        finally:
            self._places.release()


class Deadline:
    """A moment, `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())
