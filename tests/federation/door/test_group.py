"""Group commit: each is kept before it is answered, together where they come together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from preau.federation.door.group import Group

PEOPLE = 8


def test_what_comes_while_one_commit_is_written_goes_into_the_next() -> None:
    batches: list[list[int]] = []
    first, go_on = threading.Event(), threading.Event()

    def commit(items: Sequence[int]) -> None:
        batches.append(list(items))
        if len(batches) == 1:
            first.set()
            assert go_on.wait(20)

    group = Group(commit)
    with ThreadPoolExecutor(PEOPLE) as pool:
        leader = pool.submit(group.keep, 0)
        assert first.wait(20)
        others = [pool.submit(group.keep, number) for number in range(1, PEOPLE)]
        while len(group._waiting) < PEOPLE - 1:
            threading.Event().wait(0.001)
        go_on.set()
        for future in [leader, *others]:
            future.result(timeout=20)
    assert batches[0] == [0]
    assert sorted(batches[1]) == list(range(1, PEOPLE))
    assert len(batches) == 2


def test_nobody_returns_before_theirs_is_kept_however_many_come() -> None:
    kept: set[int] = set()
    at_once = threading.Lock()

    def commit(items: Sequence[int]) -> None:
        assert at_once.acquire(blocking=False), "two commits at once"
        kept.update(items)
        at_once.release()

    group = Group(commit, most=3)

    def keep(number: int) -> bool:
        group.keep(number)
        return number in kept

    with ThreadPoolExecutor(PEOPLE) as pool:
        assert all(pool.map(keep, range(500), timeout=60))
    assert len(kept) == 500


def test_one_that_cannot_be_kept_does_not_cost_the_others() -> None:
    kept: list[int] = []
    first, go_on = threading.Event(), threading.Event()

    def commit(items: Sequence[int]) -> None:
        first.set()
        assert go_on.wait(20)
        if 13 in items:
            raise ValueError("thirteen")
        kept.extend(items)

    group = Group(commit)
    with ThreadPoolExecutor(PEOPLE) as pool:
        futures = {0: pool.submit(group.keep, 0)}
        assert first.wait(20)
        futures |= {number: pool.submit(group.keep, number) for number in (11, 12, 13, 14)}
        while len(group._waiting) < 4:
            threading.Event().wait(0.001)
        go_on.set()
        for number, future in futures.items():
            if number == 13:
                with pytest.raises(ValueError, match="thirteen"):
                    future.result(timeout=20)
            else:
                future.result(timeout=20)
    assert sorted(kept) == [0, 11, 12, 14]


def test_after_a_failure_the_next_one_is_kept() -> None:
    answers = iter([OSError("full"), None])

    def commit(items: Sequence[int]) -> None:
        if error := next(answers):
            raise error

    group = Group(commit)
    with pytest.raises(OSError, match="full"):
        group.keep(1)
    group.keep(2)
