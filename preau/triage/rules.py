"""What signals make of a message: `data/rules.toml`, as objects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .kinds import Kind, Tone
from .reading import KEEP, NOTHING, Mistake, read_toml

PATH = Path(__file__).with_name("data") / "rules.toml"


@dataclass(frozen=True, slots=True)
class Together:
    """Signals that say more side by side. `near`: at most so many words apart, in one sentence; 0: anywhere."""

    needs: tuple[str, ...]
    weight: float
    near: int
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How much each signal speaks for something (below 0: against), and from where on it is so."""

    threshold: float
    signals: dict[str, float]
    together: tuple[Together, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    kinds: dict[Kind, Leaning]
    tones: dict[Tone, Leaning]
    signals: frozenset[str]

    def require(self, signal: str, negated: str) -> None:
        """Raises Mistake for a signal that no rule knows: words that say it would say nothing."""
        for name in (signal, negated):
            if name and name not in self.signals and name not in (KEEP, NOTHING):
                raise Mistake(f"« {name} » is no signal; there are: {', '.join(sorted(self.signals))}.")


@cache
def house_rules() -> Rules:
    data = read_toml(PATH)
    kinds = {Kind(name): _leaning(given) for name, given in data["kinds"].items()}
    tones = {Tone(name): _leaning(given) for name, given in data["tones"].items()}
    named = {s for leaning in [*kinds.values(), *tones.values()] for s in _named(leaning)}
    return Rules(kinds, tones, frozenset(named))


def _leaning(given: dict[str, object]) -> Leaning:
    found = [
        Together(tuple(one["needs"]), float(one["weight"]), int(one.get("near", 0)), tuple(one.get("unless", ())))
        for one in given.get("together", ())  # type: ignore[attr-defined]
    ]
    return Leaning(float(given["threshold"]), dict(given.get("signals", {})), tuple(found))  # type: ignore[arg-type,call-overload]


def _named(leaning: Leaning) -> set[str]:
    return set(leaning.signals) | {need for one in leaning.together for need in one.needs + one.unless}
