"""What an institution usually hears, and whether what it hears now is far above it. Pure: counts in, a verdict out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # items: below, nothing is a surge
FEWEST_DAYS, FEWEST_AT_FIRST = 3, 15  # as long as less than so many days are known, it takes so many items
TIMES = 3  # as much as usual, at least
RARE = 0.001  # how seldom chance alone would bring as much
QUIETEST = 0.5  # items: what is expected of who hears nothing
TRIMMED = 2  # of the loudest days of the past: a surge is not to become what is usual


@dataclass(frozen=True, slots=True)
class Verdict:
    observed: int
    expected: float
    is_surge: bool


def expected(before: Sequence[int]) -> float:
    """What is usual, by the same hours of the days before."""
    kept = sorted(before)[: max(1, len(before) - TRIMMED)]
    return max(QUIETEST, sum(kept) / len(kept)) if kept else QUIETEST


def verdict(observed: int, before: Sequence[int]) -> Verdict:
    """`before`: what the same hours brought on each of the days before, the same day of the week among them twice.

    The number of items in some hours is held for a Poisson variable. A surge needs all three: `FEWEST` items, `TIMES`
    what is usual, and a chance below `RARE`.
    """
    usual = expected(before)
    fewest = FEWEST if len(before) >= FEWEST_DAYS else FEWEST_AT_FIRST
    is_surge = observed >= fewest and observed >= TIMES * usual and at_least(observed, usual) < RARE
    return Verdict(observed, round(usual, 2), is_surge)


def at_least(observed: int, mean: float) -> float:
    """How likely a Poisson variable of `mean` is to reach `observed`.

    >>> round(at_least(1, 1.0), 3)
    0.632
    """
    below = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(min(observed, 10_000)))
    return max(0.0, 1.0 - below)
