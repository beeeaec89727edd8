"""Texts and terms as the matcher compares them: folded words, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from preau.kernel.text import fold

LONGEST_TEXT = 20_000  # characters; what comes after is not looked at
LONGEST_WORD = 60

# Articles, prepositions and elisions: people leave them out, or take another. « École de la Source », « école Source ».
LITTLE = frozenset({"a", "and", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the"})

ABBREVIATIONS = {
    "st": ("saint",),
    "ste": ("sainte",),
    "css": ("centre", "services", "scolaire"),
    "cs": ("commission", "scolaire"),
}

# A combining accent is no letter to « \w »; « élu·e·s » is « élu ».
_LETTERS = "[^\\W_](?:[^\\W_]|[\u0300-\u036f])*"
_TOKEN = re.compile(rf"(?<!\w)[#@][\w\u0300-\u036f]+|{_LETTERS}(?:[·•]{_LETTERS})*")
_BREAK = re.compile(r"[!?…;:|]|\.(?:\s|$)|\n\s*\n")
_CAMEL = re.compile(r"[A-ZÀ-ÖØ-ÞŒ]+(?![a-zß-öø-ÿœ])|[A-ZÀ-ÖØ-ÞŒ]?[a-zß-öø-ÿœ]+|\d+")


class Word(NamedTuple):
    """One word of a text. `folded`: "" where a sentence ends, which no phrase goes across."""

    folded: str
    start: int
    end: int
    is_tag: bool = False  # it is a part of a hashtag or of a handle


class Tag(NamedTuple):
    """A hashtag or handle, its words run together: « #ÉcoleDesSaules » is « ecoledessaules »."""

    squeezed: str
    start: int
    end: int


def stem(word: str) -> str:
    """`word` without the marks of the plural and the feminine.

    >>> stem("saules"), stem("elues"), stem("elu"), stem("cle")
    ('saul', 'elu', 'elu', 'cle')
    """
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


def words_of(text: str) -> Iterator[Word | Tag]:
    """The words of `text` in order, little ones left out; each hashtag as a `Tag`, then as its words."""
    end, before = 0, ""
    for found in _TOKEN.finditer(text[:LONGEST_TEXT]):
        start, token = found.start(), found[0]
        gap = text[end:start]
        if gap != " " and before not in ("st", "ste") and _BREAK.search(gap):
            yield Word("", end, start)
        end = found.end()
        if token[0] in "#@":
            yield Tag(squeezed(token), start, end)
            yield from _parts(token, start)
            before = ""
            continue
        before = _folded(token)
        yield from _spelled(before, start, end)


@lru_cache(50_000)  # the same few thousand words come again and again
def _folded(token: str) -> str:
    return fold(re.split("[·•]", token)[0]) if len(token) <= LONGEST_WORD else ""


def _spelled(folded: str, start: int, end: int, *, is_tag: bool = False) -> Iterator[Word]:
    for word in ABBREVIATIONS.get(folded, (folded,)):
        if word and word not in LITTLE:
            yield Word(word, start, end, is_tag)


def _parts(tag: str, start: int) -> Iterator[Word]:
    """The words of a hashtag in camel case or with underscores: « #EcoleDesSaules »."""
    for found in _CAMEL.finditer(tag):
        yield from _spelled(_folded(found[0]), start + found.start(), start + found.end(), is_tag=True)


def squeezed(tag: str) -> str:
    """A hashtag, or a phrase, as one word.

    >>> squeezed("#École_desSaules"), squeezed("École des Saules")
    ('ecoledessaul', 'ecoledessaul')
    """
    return stem("".join(re.findall(r"[^\W_]+", fold(tag))))


def phrase(text: str) -> tuple[str, ...]:
    """The words that make a term: folded, without little ones. Empty where nothing else is in it.

    >>> phrase("L’École St-Joseph d’Youville")
    ('ecole', 'saint', 'joseph', 'youville')
    """
    return tuple(
        word.folded
        for word in words_of(text.replace("#", " ").replace("@", " "))
        if isinstance(word, Word) and word.folded
    )
