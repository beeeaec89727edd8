"""Errands to other servers: in the background, few at once, one for all who wait for the same thing.

A request waits for an errand only as long as it may; the errand goes on, and the next request finds what it brought.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from .errors import RemoteError, RemoteSilent

MOST, MOST_A_HOST = 24, 4
REMEMBERED = 2_000
REST = 60.0  # seconds in which a failed errand is not run again


@dataclass
class Errands:
    """Runs coroutines in a thread of its own. `ask` may be called from any thread."""

    most: int = MOST
    most_a_host: int = MOST_A_HOST
    rest: float = REST
    _running: dict[str, Future[Any]] = field(default_factory=dict)
    _hosts: Counter[str] = field(default_factory=Counter)
    _failed: OrderedDict[str, tuple[float, RemoteError]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _loop: asyncio.AbstractEventLoop | None = None

    def ask(self, name: str, host: str, make: Callable[[], Coroutine[Any, Any, Any]]) -> Future[Any]:
        """What `make()` will bring: the errand `name` that runs already, or a new one.

        Raises the RemoteError that it ended with a moment ago; RemoteSilent when there is no room for one more.
        """
        with self._lock:
            if name in self._running:
                return self._running[name]
            self._refuse_failed(name)
            if len(self._running) >= self.most or self._hosts[host] >= self.most_a_host:
                raise RemoteSilent("too many servers are being asked right now")
            future = asyncio.run_coroutine_threadsafe(make(), self._started())
            self._running[name] = future
            self._hosts[host] += 1
        future.add_done_callback(lambda done: self._ended(name, host, done))
        return future

    def forget(self) -> None:
        """Forget which errands failed."""
        with self._lock:
            self._failed.clear()

    def _refuse_failed(self, name: str) -> None:
        until, error = self._failed.get(name, (0.0, RemoteSilent("")))
        if time.monotonic() < until:
            raise type(error)(str(error))

    def _ended(self, name: str, host: str, done: Future[Any]) -> None:
        error = None if done.cancelled() else done.exception()
        with self._lock:
            del self._running[name]
            self._hosts[host] -= 1
            if not self._hosts[host]:
                del self._hosts[host]
            if isinstance(error, RemoteError):
                self._failed[name] = (time.monotonic() + self.rest, error)
                self._failed.move_to_end(name)
                if len(self._failed) > REMEMBERED:
                    self._failed.popitem(last=False)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="errands", daemon=True).start()
        return self._loop


ERRANDS = Errands()
