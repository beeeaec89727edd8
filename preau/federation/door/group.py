"""Group commit: what comes in while one commit is being written goes into the next one, together.

A durable commit waits for the disk, however little it writes; and each who waits gets an answer only once it is there.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class _Ticket(Generic[Item]):
    def __init__(self, item: Item) -> None:
        self.item = item
        self.fault: BaseException | None = None
        self.is_settled = False
        self.wake = threading.Event()


class Group(Generic[Item]):
    """`commit(items)` is called by one thread at a time, of those that wait; it must keep all of them, or raise."""

    def __init__(self, commit: Callable[[Sequence[Item]], None], most: int = 200) -> None:
        self._commit = commit
        self._most = most
        self._waiting: list[_Ticket[Item]] = []
        self._is_led = False
        self._lock = threading.Lock()

    def keep(self, item: Item) -> None:
        """Return once `item` is kept. Raises what keeping it raised."""
        ticket = _Ticket(item)
        with self._lock:
            self._waiting.append(ticket)
            leads, self._is_led = not self._is_led, True
        if not leads:
            ticket.wake.wait()  # settled by another thread, or told to lead
        if not ticket.is_settled:
            self._lead()
        if ticket.fault is not None:
            raise ticket.fault

    def _lead(self) -> None:
        with self._lock:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            self._settle(batch)
        finally:
            with self._lock:
                self._is_led = bool(self._waiting)
                following = self._waiting[0] if self._waiting else None
            if following:
                following.wake.set()
            for ticket in batch:
                ticket.is_settled = True
                ticket.wake.set()

    def _settle(self, batch: list[_Ticket[Item]]) -> None:
        try:
            self._commit([ticket.item for ticket in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0].fault = error
                return
            for ticket in batch:  # one that can't be kept must not cost the others
                self._settle([ticket])
        except BaseException as error:
            for ticket in batch:
                ticket.fault = error
            raise
