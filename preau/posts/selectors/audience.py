from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from preau.posts.signals import audience_asked


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people one network would reach: the answer to `signals.audience_asked`."""

    network: str
    people: int


def audience_of(pages: Iterable[int]) -> list[Audience]:
    """How many people each network would reach on `pages` (ids), as the rooms above count them."""
    people: dict[str, int] = defaultdict(int)
    answers: list[tuple[Any, Any]] = audience_asked.send(sender=None, pages=list(pages))
    for _receiver, audience in answers:
        people[audience.network] += audience.people
    return [Audience(network, count) for network, count in people.items()]
