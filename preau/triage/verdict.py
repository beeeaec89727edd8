from __future__ import annotations

from dataclasses import dataclass

from .kinds import Kind, Tone


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `text[start:end]`, which made a message seem to be of `kind`."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` says from 0 (nothing was found) to 1 how much speaks for `kind`; it is no probability.

    `language` is "fr", "en", or "" where the words don't tell. `marks` are in the order of the text.
    """

    kind: Kind
    also: tuple[Kind, ...]
    tone: Tone
    language: str
    score: float
    marks: tuple[Mark, ...]
