"""Precision, recall and the table of confusions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from preau.triage import Kind, Verdict, triage

from .sets import Labelled


@dataclass(frozen=True)
class Figures:
    """Of what was called so, how much was; of what was, how much was called so. `count`: how many were."""

    precision: float
    recall: float
    count: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(found: Iterable[tuple[bool, bool]]) -> Figures:
    """`found`: for each message, whether it is so and whether it was called so."""
    seen = Counter(found)
    hits, false, missed = seen[True, True], seen[False, True], seen[True, False]
    return Figures(
        hits / (hits + false) if hits + false else 0.0, hits / (hits + missed) if hits else 0.0, hits + missed
    )


@dataclass(frozen=True)
class Alarms:
    """Danger against all else: of `dangers` so many are `heard`; of `others` so many raise a `false` alarm."""

    dangers: int
    heard: int
    others: int
    false: int

    @property
    def recall(self) -> float:
        return self.heard / self.dangers if self.dangers else 0.0

    @property
    def false_in_1000(self) -> float:
        return 1000 * self.false / self.others if self.others else 0.0


def alarms(messages: Iterable[Labelled]) -> Alarms:
    seen = Counter((Kind.DANGER in one.kinds, is_alarm(triage(one.text))) for one in messages)
    return Alarms(
        seen[True, True] + seen[True, False],
        seen[True, True],
        seen[False, True] + seen[False, False],
        seen[False, True],
    )


def is_alarm(verdict: Verdict) -> bool:
    return Kind.DANGER in (verdict.kind, *verdict.also)


@dataclass(frozen=True)
class Measured:
    """`kinds`: by the first kind alone. `noticed`: by all kinds that a message has. `confusion`: (is, was called)."""

    kinds: dict[Kind, Figures]
    noticed: dict[Kind, Figures]
    confusion: Counter[tuple[Kind, Kind]]

    @property
    def accuracy(self) -> float:
        total = sum(self.confusion.values())
        return sum(count for (is_, called), count in self.confusion.items() if is_ == called) / total

    @property
    def macro_f1(self) -> float:
        return sum(one.f1 for one in self.kinds.values()) / len(self.kinds)


def measure(messages: list[Labelled]) -> Measured:
    verdicts = [(message, triage(message.text)) for message in messages]
    return Measured(
        {kind: figures((m.kind == kind, v.kind == kind) for m, v in verdicts) for kind in Kind},
        {kind: figures((kind in m.kinds, kind in (v.kind, *v.also)) for m, v in verdicts) for kind in Kind},
        Counter((m.kind, v.kind) for m, v in verdicts),
    )
