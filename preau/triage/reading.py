"""Lexicon files: TOML that people write, checked before anything is made of it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en", "")  # "" for words of both
MOST_BYTES = 1_000_000
KEEP = "keep"  # in `negated`: a negation before the words changes nothing
NOTHING = "nothing"  # what words say that only look like something


class Mistake(ValueError):
    """A lexicon file can't be used; says which, and why, in words for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that say the same.

    `negated`: what they say behind a negation: "" nothing, KEEP the same, or a signal. `covers`: no shorter words
    inside them say anything else, as « tuer » does not in « tuer le temps ».
    """

    signal: str
    weight: float
    language: str
    words: tuple[str, ...]
    negated: str
    covers: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file."""

    groups: list[Group]
    classes: dict[str, list[str]]
    language: str


def read_sheet(path: Path) -> Sheet:
    """Raises Mistake."""
    data = read_toml(path)
    language = data.pop("language", "")
    if language not in LANGUAGES:
        raise Mistake(f'{path.name}: language is {language!r}; it must be "fr", "en" or absent.')
    classes = {name: _texts(path, words) for name, words in _table(path, data.pop("classes", {})).items()}
    groups = list(_groups(path, data.pop("words", []), language))
    if data:
        raise Mistake(f"{path.name}: {', '.join(sorted(data))} means nothing here; there are language, classes, words.")
    return Sheet(groups, classes, language)


def read_toml(path: Path) -> dict[str, Any]:
    """Raises Mistake, also where the file can't be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Mistake(f"{path.name}: more than {MOST_BYTES // 1_000_000} MB; is it a lexicon?")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Mistake(f"{path.name}: {error}") from error


def _groups(path: Path, given: object, language: str) -> Iterator[Group]:
    if not isinstance(given, list):
        raise Mistake(f"{path.name}: write [[words]], with two brackets.")
    for group in given:
        group = dict(_table(path, group))
        signal, weight = group.pop("says", ""), group.pop("weight", 2)
        words, negated = _texts(path, group.pop("words", [])), group.pop("negated", "")
        covers = group.pop("covers", signal == NOTHING) is True
        if not isinstance(signal, str) or not signal or not isinstance(negated, str):
            raise Mistake(f'{path.name}: each [[words]] needs says = "…".')
        if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight <= 10:
            raise Mistake(f"{path.name}: weight is {weight!r}; it must be a number from 0 to 10.")
        if group:
            raise Mistake(f"{path.name}: {', '.join(sorted(group))} means nothing in [[words]].")
        yield Group(signal, float(weight), language, tuple(words), negated, covers)


def _table(path: Path, given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Mistake(f"{path.name}: {given!r} should be a table.")
    return given


def _texts(path: Path, given: object) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(word, str) and word.strip() for word in given):
        raise Mistake(f'{path.name}: words are a list of texts: ["un mot", "deux mots"].')
    return given
