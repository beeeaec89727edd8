"""Which language a text is in, and what negates: `data/languages.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .reading import read_toml
from .words import Word

_DATA = read_toml(Path(__file__).with_name("data") / "languages.toml")
_FRENCH, _ENGLISH = (frozenset(_DATA["common"][language].split()) for language in ("fr", "en"))
_NEGATIONS, _CUT = (frozenset(_DATA["negations"][name].split()) for name in ("words", "cut"))
REACH = 3  # words between a negation and what it negates


def language_of(words: Sequence[Word], hint: str = "") -> str:
    """ "fr" or "en" where one clearly prevails, else `hint` where it is one of them and nothing tells, else ""."""
    french = sum(word.text in _FRENCH for word in words)
    english = sum(word.text in _ENGLISH for word in words)
    if french >= 2 * english + 1:
        return "fr"
    if english >= 2 * french + 1:
        return "en"
    return hint[:2] if hint[:2] in ("fr", "en") and not french + english else ""


def is_negated(words: Sequence[Word], first: int) -> bool:
    """Whether a negation stands closely before `words[first]`, in the same clause."""
    for at in range(first - 1, max(first - 1 - REACH, -1), -1):
        if words[at].clause != words[first].clause:
            return False
        text = words[at].text
        if text in _NEGATIONS or (text == "t" and at and words[at - 1].text in _CUT):
            return True
    return False
