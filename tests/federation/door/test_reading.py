from __future__ import annotations

import io
import threading

import pytest

from preau.federation.door.answers import Refused
from preau.federation.door.patience import Deadline, Patience
from preau.federation.door.reading import Readers

HOUR = 3600.0


class Slow:
    """A body that comes when it is let come."""

    def __init__(self) -> None:
        self.come = threading.Event()
        self.whole = io.BytesIO(b"bonjour")

    def read(self, size: int) -> bytes:
        assert self.come.wait(20)
        return self.whole.read(size)


class Pieces(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(2, size or 2))


class Gone:
    def read(self, size: int) -> bytes:
        raise OSError("the client went away")


def refused(readers: Readers, stream: object, patience: Patience, seconds: float = 0.0) -> int:
    with pytest.raises(Refused) as caught:
        readers.read(stream, 100, Deadline(seconds), patience)  # type: ignore[arg-type]
    return caught.value.answer.status


def test_a_body_is_read_whole_and_no_further() -> None:
    readers, patience = Readers(), Patience(1)
    assert readers.read(io.BytesIO(b"bonjour"), 100, Deadline(HOUR), patience) == b"bonjour"
    assert readers.read(io.BytesIO(b"bonjour"), 3, Deadline(HOUR), patience) == b"bon"
    assert readers.read(Pieces(b"bonjour"), 5, Deadline(HOUR), patience) == b"bonjo"


def test_a_slow_body_is_given_up_and_its_reader_works_again() -> None:
    readers, patience, slow = Readers(most=1), Patience(1), Slow()
    assert refused(readers, slow, patience) == 408
    assert refused(readers, io.BytesIO(b"x"), patience) == 503  # the one reader still waits
    slow.come.set()
    while not readers._idle:
        threading.Event().wait(0.001)
    assert readers.read(io.BytesIO(b"bonjour"), 100, Deadline(HOUR), patience) == b"bonjour"


def test_only_some_wait_for_slow_bodies() -> None:
    readers, patience, slow = Readers(), Patience(1), Slow()
    with patience.place():
        assert refused(readers, slow, patience, HOUR) == 503
    slow.come.set()


def test_a_client_that_goes_away_is_no_accident() -> None:
    assert refused(Readers(), Gone(), Patience(1), HOUR) == 400
