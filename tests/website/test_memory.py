"""The memory alone: what it keeps, what it forgets, and who waits for whom."""

from __future__ import annotations

import gzip

import pytest

from preau.website.cache.memory import Answer, Memory, answer


def made(body: bytes = b"<p>bonjour</p>", *tags: int, lifetime: float = 60) -> Answer:
    return answer("200 OK", [("Content-Type", "text/html")], body, tags=tags, lifetime=lifetime)


def keep(memory: Memory, key: str, kept: Answer) -> None:
    flight, is_mine = memory.board(key)
    assert is_mine
    memory.land(key, flight, kept)


def test_what_was_kept_is_given_back() -> None:
    memory = Memory()
    keep(memory, "a", made(b"corps"))
    found = memory.get("a")
    assert found is not None
    assert found.plain == b"corps"


def test_a_change_drops_the_answers_that_carry_its_tag_and_no_other() -> None:
    memory = Memory()
    keep(memory, "a", made(b"a", 1, 2))
    keep(memory, "b", made(b"b", 3))
    memory.drop({2})
    assert (memory.get("a"), memory.get("b") is not None) == (None, True)


def test_clearing_forgets_everything_even_what_has_no_tag() -> None:
    memory = Memory()
    keep(memory, "a", made(b"a"))
    memory.clear()
    assert (memory.get("a"), memory.bytes, len(memory)) == (None, 0, 0)


def test_an_answer_expires() -> None:
    memory = Memory()
    keep(memory, "a", made(b"a", lifetime=0))
    assert memory.get("a") is None


def test_what_was_used_least_recently_goes_first_when_there_is_no_more_room() -> None:
    memory = Memory(max_bytes=100_000)
    for name in "abc":
        keep(memory, name, made(name.encode() * 10_000, ord(name)))
    memory.get("a")
    for name in "defghi":
        keep(memory, name, made(name.encode() * 10_000, ord(name)))
    assert memory.get("b") is None
    assert memory.bytes <= 100_000


def test_an_answer_too_large_for_the_room_is_not_kept() -> None:
    memory = Memory(max_bytes=100_000)
    keep(memory, "a", made(b"a" * 50_000))
    assert memory.get("a") is None


def test_an_answer_made_while_its_page_changed_is_not_kept() -> None:
    memory = Memory()
    flight, _ = memory.board("a")
    memory.drop({7})
    memory.land("a", flight, made(b"old", 7))
    assert memory.get("a") is None
    assert flight.is_outdated


def test_an_answer_made_while_another_page_changed_is_kept() -> None:
    memory = Memory()
    flight, _ = memory.board("a")
    memory.drop({8})
    memory.land("a", flight, made(b"good", 7))
    assert memory.get("a") is not None


def test_nothing_made_while_everything_changed_is_kept() -> None:
    memory = Memory()
    flight, _ = memory.board("a")
    memory.clear()
    memory.land("a", flight, made(b"old"))
    assert memory.get("a") is None


def test_the_second_who_asks_waits_for_the_first() -> None:
    memory = Memory()
    first, is_first = memory.board("a")
    second, is_second = memory.board("a")
    assert (is_first, is_second, second is first) == (True, False, True)


def test_a_rendering_that_failed_leaves_the_place_free() -> None:
    memory = Memory()
    flight, _ = memory.board("a")
    memory.land("a", flight, None)
    assert flight.done.is_set()
    assert memory.board("a")[1]


def test_the_compressed_form_says_the_same() -> None:
    kept = made(b"bonjour " * 400)
    assert kept.squeezed is not None
    assert gzip.decompress(kept.squeezed) == kept.plain
    assert dict(kept.squeezed_headers)["Content-Length"] == str(len(kept.squeezed))


def test_what_is_tiny_is_not_compressed() -> None:
    assert made(b"oui").squeezed is None


@pytest.mark.parametrize("name", ["Content-Type", "Content-Length"])
def test_a_304_speaks_of_no_body(name: str) -> None:
    assert name not in dict(made().unchanged_headers)
