from __future__ import annotations

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from preau.federation.door.answers import Refused
from preau.federation.door.reading import Bodies


class Slow:
    """A body that comes when it is let come."""

    def __init__(self) -> None:
        self.asked, self.come = threading.Event(), threading.Event()
        self.whole = io.BytesIO(b"bonjour")

    def read(self, size: int) -> bytes:
        self.asked.set()
        assert self.come.wait(20)
        return self.whole.read(size)


class Pieces(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(2, size or 2))


class Gone:
    def read(self, size: int) -> bytes:
        raise OSError("the client went away")


def test_a_body_is_read_whole_and_no_further() -> None:
    bodies = Bodies(1)
    assert bodies.read(io.BytesIO(b"bonjour"), 100) == b"bonjour"
    assert bodies.read(io.BytesIO(b"bonjour"), 3) == b"bon"
    assert bodies.read(Pieces(b"bonjour"), 5) == b"bonjo"


def test_slow_bodies_hold_some_threads_and_no_more() -> None:
    bodies, slow = Bodies(1), Slow()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(bodies.read, slow, 100)
        assert slow.asked.wait(20)
        with pytest.raises(Refused) as caught:
            bodies.read(io.BytesIO(b"bonjour"), 100)
        assert (caught.value.answer.status, caught.value.answer.retry_after) == (503, 30)
        slow.come.set()
        assert first.result(timeout=20) == b"bonjour"
    assert bodies.read(io.BytesIO(b"bonjour"), 100) == b"bonjour"


def test_a_client_that_goes_away_is_no_accident_and_gives_its_place_back() -> None:
    bodies = Bodies(1)
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            bodies.read(Gone(), 100)
        assert caught.value.answer.status == 400
