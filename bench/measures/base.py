from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.rows import Goal, Measured
from bench.world import Worlds


@dataclass(frozen=True)
class Measure:
    """One line of the table. `take(worlds, posts)` measures on an installation of `posts` posts.

    `grows`: whether posts could slow it, so that it is taken again at ten times as many.
    """

    name: str
    unit: str
    goal: Goal | None
    take: Callable[[Worlds, int], Measured]
    grows: bool = True
