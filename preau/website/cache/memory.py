"""What this process remembers of rendered pages. Pure: no Django, no database, one lock.

An `Answer` carries tags: ids of the pages that it speaks of (ui.remember). A change drops
the answers that carry its tags. An answer that was being rendered while its tag was dropped may be made of old data:
it is given to whoever asked before the change, and not kept (`Flight`).
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

GZIP_FROM = 600  # bytes under which compressing gains nothing

Tags = frozenset[int]
Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Answer:
    """One rendered answer, ready to be sent: headers are those of WSGI, with and without compression."""

    status: str
    plain: bytes
    squeezed: bytes | None
    etag: str
    plain_headers: Headers
    squeezed_headers: Headers
    unchanged_headers: Headers  # of a 304
    tags: Tags
    expires: float  # time.monotonic()

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.squeezed or b"") + 2048


NOT_FOR_304 = frozenset({"content-type", "content-length", "content-encoding", "content-language"})


def answer(
    status: str,
    headers: Headers,
    body: bytes,
    *,
    tags: Iterable[int],
    lifetime: float,
    vary: str = "Accept-Encoding",
) -> Answer:
    """Make an answer to keep for at most `lifetime` seconds. `headers` without length, encoding, Vary and ETag."""
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    common = [*headers, ("ETag", etag), ("Vary", vary)]
    squeezed = gzip.compress(body, 6, mtime=0) if len(body) >= GZIP_FROM else None
    return Answer(
        status=status,
        plain=body,
        squeezed=squeezed,
        etag=etag,
        plain_headers=[*common, ("Content-Length", str(len(body)))],
        squeezed_headers=[*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(squeezed or b"")))],
        unchanged_headers=[(name, value) for name, value in common if name.lower() not in NOT_FOR_304],
        tags=frozenset(tags),
        expires=time.monotonic() + lifetime,
    )


@dataclass(eq=False)
class Flight:
    """One rendering under way: others who want the same wait for it. Collects the tags dropped meanwhile."""

    done: threading.Event = field(default_factory=threading.Event)
    dropped: set[int] = field(default_factory=set)
    all_dropped: bool = False
    is_outdated: bool = False  # what it made was not kept: something of it changed meanwhile

    def holds(self, tags: Tags) -> bool:
        """Whether nothing of `tags` was dropped since it began."""
        return not self.all_dropped and self.dropped.isdisjoint(tags)


class Memory:
    """Answers by key, the least recently used going first once they weigh more than `max_bytes`."""

    def __init__(self, max_bytes: int = 64_000_000) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._keys_of: dict[int, set[str]] = {}
        self._flights: dict[str, Flight] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: str) -> Answer | None:
        """The answer kept under `key` that has not expired. The road of almost every request: one lock, no copy."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            if found.expires <= time.monotonic():
                self._forget(key)
                return None
            self._answers.move_to_end(key)
            return found

    def board(self, key: str) -> tuple[Flight, bool]:
        """The rendering of `key` under way, and whether the caller is the one to make it (and to `land` it)."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight()
            return flight, True

    def land(self, key: str, flight: Flight, made: Answer | None) -> None:
        """End a rendering: keep what it made unless it is outdated, and wake those who wait."""
        with self._lock:
            self._flights.pop(key, None)
            if made is not None:
                flight.is_outdated = not flight.holds(made.tags)
                if not flight.is_outdated:
                    self._keep(key, made)
        flight.done.set()

    def drop(self, tags: Iterable[int]) -> None:
        """Forget every answer that carries one of `tags`, and whatever is being rendered with them."""
        gone = set(tags)
        with self._lock:
            for tag in gone:
                for key in list(self._keys_of.get(tag, ())):
                    self._forget(key)
            for flight in self._flights.values():
                flight.dropped |= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._answers.clear()
            self._keys_of.clear()
            self.bytes = 0
            for flight in self._flights.values():
                flight.all_dropped = True

    def _keep(self, key: str, made: Answer) -> None:
        self._forget(key)
        if made.size > self.max_bytes // 8:
            return
        self._answers[key] = made
        self.bytes += made.size
        for tag in made.tags:
            self._keys_of.setdefault(tag, set()).add(key)
        while self.bytes > self.max_bytes:
            self._forget(next(iter(self._answers)))

    def _forget(self, key: str) -> None:
        old = self._answers.pop(key, None)
        if old is None:
            return
        self.bytes -= old.size
        for tag in old.tags:
            keys = self._keys_of.get(tag)
            if keys is not None:
                keys.discard(key)
                if not keys:
                    del self._keys_of[tag]


MEMORY = Memory()
