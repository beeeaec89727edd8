"""Which of the terms that stand in a text count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .rules import Hit, How, Kind, Rule

NEAR_BY = 400  # characters between a name that others bear too and what tells which one is meant: a long paragraph
WORTH = {How.EXACT: 0, How.HASHTAG: 1, How.NEAR: 2}


class Sight(NamedTuple):
    """What of all watches stands in a text. `placed`: the watches of which a context stands there too."""

    hits: list[Hit]
    placed: frozenset[int]


NOTHING = Sight([], frozenset())
Found = tuple[int, Hit]  # the number of a rule, and where it stands


def settled(rules: list[Rule], found: list[Found]) -> Sight:
    """What counts of `found`: each term once a place; nothing of watches whose exclusions stand there, no name alone
    that needs its context."""
    if not found:
        return NOTHING
    out = {hit.watch for number, hit in found if rules[number].kind == Kind.EXCLUSION}
    context: dict[int, list[Hit]] = {}
    for number, hit in found:
        if rules[number].kind == Kind.CONTEXT:
            context.setdefault(hit.watch, []).append(hit)
    counting = [
        (number, hit)
        for number, hit in found
        if hit.watch not in out
        and rules[number].kind not in (Kind.EXCLUSION, Kind.CONTEXT)
        and (not rules[number].needs_context or any(_is_near_by(hit, other) for other in context.get(hit.watch, ())))
    ]
    return Sight(_once(counting), frozenset(context))


def _is_near_by(hit: Hit, other: Hit) -> bool:
    return other.start - hit.end <= NEAR_BY and hit.start - other.end <= NEAR_BY


def _once(found: Iterable[Found]) -> list[Hit]:
    """A term that was found twice over the same words counts once: the longer way, then the truer one."""
    kept: list[Hit] = []
    reach: dict[int, int] = {}  # how far the last one kept of each term goes
    for number, hit in sorted(found, key=lambda one: (one[1].start, -one[1].end, WORTH[one[1].how])):
        if hit.end > reach.get(number, -1):
            kept.append(hit)
            reach[number] = hit.end
    return kept
