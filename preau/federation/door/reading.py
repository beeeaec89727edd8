"""Reading a body whose sender may take all the time in the world.

The server's `read` waits until it has it all, and nothing can interrupt it. So a thread of the door's own reads, and
the one that answers waits for it no longer than it may. When it gives up and answers, the server closes the connection,
and the reader's wait ends too.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from typing import Any, Protocol

from .answers import Refused
from .patience import Deadline, Patience

MOST_READERS = 64
AT_ONCE = 0.05  # seconds: a body mostly comes with its head; beyond that, waiting takes a place


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Errand:
    def __init__(self, stream: Stream, size: int) -> None:
        self.stream, self.size = stream, size
        self.body = b""
        self.fault: Exception | None = None
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self.body = _read_all(self.stream, self.size)
        except Exception as error:  # whatever a server's stream raises when its client goes away
            self.fault = error
        finally:
            self.done.set()


def _read_all(stream: Stream, size: int) -> bytes:
    body = bytearray()
    while len(body) < size and (piece := stream.read(size - len(body))):
        body += piece
    return bytes(body)


class Readers:
    """Threads that read bodies, made when needed, at most `most`."""

    def __init__(self, most: int = MOST_READERS) -> None:
        self.most = most
        self._idle: deque[queue.SimpleQueue[_Errand]] = deque()
        self._count = 0
        self._lock = threading.Lock()

    def read(self, stream: Stream, size: int, deadline: Deadline, patience: Patience) -> bytes:
        """At most `size` bytes of `stream`. Raises Refused when they do not come in time."""
        errand = _Errand(stream, size)
        self._reader().put(errand)
        if not errand.done.wait(AT_ONCE):
            with patience.place():
                if not errand.done.wait(deadline.left()):
                    raise Refused(408, "the body came too slowly")
        if errand.fault:
            raise Refused(400, "the body did not come whole")
        return errand.body

    def _reader(self) -> queue.SimpleQueue[_Errand]:
        try:
            return self._idle.pop()
        except IndexError:
            pass
        with self._lock:
            if self._count >= self.most:
                raise Refused(503, "too many slow bodies: come back", retry_after=30)
            self._count += 1
        orders: queue.SimpleQueue[_Errand] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(orders,), name="body reader", daemon=True).start()
        return orders

    def _work(self, orders: queue.SimpleQueue[Any]) -> None:
        while True:
            orders.get().run()
            self._idle.append(orders)
