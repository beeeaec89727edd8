from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """How many people one network would reach: the answer to `signals.audience_asked`."""

    network: str
    people: int
