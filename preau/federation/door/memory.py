from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """What was learnt in the last `seconds`, the `most` newest of it. Safe to use from several threads."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._kept: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        with self._lock:
            found = self._kept.get(key)
        return found[1] if found and time.monotonic() < found[0] else None

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic() + self._seconds, value)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
