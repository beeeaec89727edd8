"""Reading a body whose sender may take all the time in the world.

The server's `read` waits until it has it all, and nothing can interrupt it: Granian 2.8 stands still as a whole when a
request is answered while another thread still reads its body. So bodies are read by the thread that answers, and only
some threads may read at once: slow bodies can hold those, never the house. A reverse proxy that takes bodies whole
before it passes them on, as nginx does, leaves nothing to hold.
"""

from __future__ import annotations

import threading
from typing import Protocol

from .answers import Refused

WAIT = 0.05  # seconds for a place: bodies mostly come with their heads


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Bodies:
    """`places`: how many bodies may be read at once."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    def read(self, stream: Stream, size: int) -> bytes:
        """At most `size` bytes of `stream`. Raises Refused when it can't be read now, or does not come whole."""
        if not self._places.acquire(timeout=WAIT):
            raise Refused(503, "busy with slow bodies: come back", retry_after=30)
        try:
            return _read_all(stream, size)
        except OSError as error:  # the client went away
            raise Refused(400, "the body did not come whole") from error
        finally:
            self._places.release()


def _read_all(stream: Stream, size: int) -> bytes:
    body = bytearray()
    while len(body) < size and (piece := stream.read(size - len(body))):
        body += piece
    return bytes(body)
