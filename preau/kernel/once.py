"""Asking once for all that is read together: the rules of a page do not change between two messages of one moment."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")
_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("once", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Inside, `once` remembers. For a group of things that are read within one transaction, and no longer."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers; asked once for each `key` inside `together`, and each time outside of it.

    >>> with together():
    ...     [once("a", lambda: 1), once("a", lambda: 2)]
    [1, 1]
    >>> once("a", lambda: 2)
    2
    """
    kept = _kept.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return cast(Answer, kept[key])
