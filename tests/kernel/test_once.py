from __future__ import annotations

import pytest

from preau.kernel.once import once, together


def test_inside_it_is_asked_once_a_key() -> None:
    asked: list[str] = []
    with together():
        for key in ("a", "b", "a"):
            once(key, lambda key=key: asked.append(key))
    assert asked == ["a", "b"]


def test_outside_it_is_asked_each_time() -> None:
    asked: list[str] = []
    for _ in range(2):
        once("a", lambda: asked.append("a"))
    assert asked == ["a", "a"]


def test_nothing_is_remembered_from_one_group_to_the_next() -> None:
    answers = []
    for answer in (1, 2):
        with together():
            answers.append(once("a", lambda answer=answer: answer))
    assert answers == [1, 2]


def test_what_fails_is_asked_again() -> None:
    with together():
        with pytest.raises(ZeroDivisionError):
            once("a", lambda: 1 // 0)
        assert once("a", lambda: 3) == 3
