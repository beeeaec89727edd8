"""What a measure gives back, and the row that is printed and written for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


class Skipped(Exception):
    """Raised by a measure that can't be taken here; its text says why."""


@dataclass(frozen=True)
class Goal:
    """What the value, or with `of_limit` its ratio to the machine's limit, should stay under or reach."""

    bound: float
    at_most: bool = True
    of_limit: bool = False

    def is_met(self, number: float) -> bool:
        return number <= self.bound if self.at_most else number >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.bound:g}{' of limit' if self.of_limit else ''}"


@dataclass(frozen=True)
class Measured:
    """A value in the measure's unit. `limit`: what the same machine did at best in this run, where that is known."""

    value: float
    limit: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the table and of build/bench.json.

    `limit` is the machine's limit in this run where one was measured, else the goal; `ratio` is value ÷ limit.
    `value_10x` is the same at ten times the posts, of which the goals do not speak. `short`: the goal was missed.
    """

    name: str
    unit: str
    value: float | None = None
    limit: float | None = None
    ratio: float | None = None
    value_10x: float | None = None
    ratio_10x: float | None = None
    goal: str = ""
    short: bool = False
    broken: bool = False
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _ratio(measured: Measured, goal: Goal | None) -> float | None:
    limit = _limit(measured, goal)
    return measured.value / limit if limit else None


def _limit(measured: Measured, goal: Goal | None) -> float | None:
    if measured.limit is not None:
        return measured.limit
    return goal.bound if goal and not goal.of_limit else None


def _is_short(measured: Measured, goal: Goal | None) -> bool:
    if goal is None:
        return False
    number = _ratio(measured, goal) if goal.of_limit else measured.value
    return number is not None and not goal.is_met(number)


def row_of(name: str, unit: str, goal: Goal | None, at_base: Measured, at_10x: Measured | None = None) -> Row:
    """The row of a measure taken once, or twice where it may grow with the posts."""
    notes = [at_base.note, f"at 10×: {at_10x.note}" if at_10x and at_10x.note != at_base.note else ""]
    return Row(
        name=name,
        unit=unit,
        value=at_base.value,
        limit=_limit(at_base, goal),
        ratio=_ratio(at_base, goal),
        value_10x=at_10x.value if at_10x else None,
        ratio_10x=_ratio(at_10x, goal) if at_10x else None,
        goal=str(goal or ""),
        short=_is_short(at_base, goal),
        note="; ".join(note for note in notes if note),
    )


def skipped_row(name: str, unit: str, goal: Goal | None, reason: str) -> Row:
    return Row(name=name, unit=unit, goal=str(goal or ""), note=f"SKIPPED: {reason}")


def broken_row(name: str, unit: str, goal: Goal | None, error: BaseException) -> Row:
    text = f"{type(error).__name__}: {error}".strip().splitlines()[0]
    return Row(name=name, unit=unit, goal=str(goal or ""), broken=True, note=f"BROKEN: {text[:200]}")
