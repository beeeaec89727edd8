"""What is looked for, and what is found: plain values."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    WORD = "word"
    NAME = "name"
    HASHTAG = "hashtag"  # found as a hashtag or handle alone
    EXCLUSION = "exclusion"  # where it stands, nothing of its watch counts
    CONTEXT = "context"  # what must be near by for the names that others bear too


class How(StrEnum):
    EXACT = "exact"
    HASHTAG = "hashtag"
    NEAR = "near"  # with a typing error


class Rule(NamedTuple):
    """One term of one watch. `needs_context`: it counts only where a CONTEXT term of its watch is near by."""

    watch: int
    term: int
    text: str
    kind: Kind = Kind.NAME
    is_near: bool = False
    needs_context: bool = False


class Hit(NamedTuple):
    """A term found in a text, at the characters `start` to `end`."""

    watch: int
    term: int
    start: int
    end: int
    how: How
