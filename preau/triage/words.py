"""A text as the words that are compared: without accents, case or what only deceives, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .reading import read_toml

# Emoji and marks count as words. A star inside a word hides a letter of it: "m*rde".
_WORD = re.compile(r"[a-z0-9]+(?:\*+[a-z0-9]+)*|[?!]+|[\u2600-\u27bf\U0001f300-\U0001faff]")
_SHOUTED = re.compile(r"(.)\1{2,}")  # "merciiii"
_HARD = re.compile(r"[.;:…\n](?:\s|$)|[?!\n]")
_SOFT = re.compile(r"[,()«»\"–—-]|\.\.")
_APART = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "’": "'"}
_MANY = 5_000  # letters remembered
_SPELLINGS = read_toml(Path(__file__).with_name("data") / "spellings.toml")


class _Folded(dict[str, str]):
    """One letter, folded. At most two letters come of it, however many its compatibility form has."""

    def __missing__(self, letter: str) -> str:
        plain = unicodedata.normalize("NFKD", _APART.get(letter.lower(), letter))[:4]
        kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
        found = kept.casefold()[:2]
        if len(self) < _MANY:
            self[letter] = found
        return found


_FOLDED = _Folded()


def _meant() -> dict[str, tuple[str, ...]]:
    """What is written so on telephones: the words that it stands for."""
    found = {one: tuple(said.split()) for said, ways in _SPELLINGS["meant"].items() for one in ways.split()}
    for first, seconds in _SPELLINGS["glued"].items():
        found |= {first[:2].removesuffix("e") + second: (first, second) for second in seconds.split()}
    return found


_MEANT = _meant()


@dataclass(frozen=True, slots=True)
class Word:
    """`text` folded; `start` and `end` in the original text; `sentence` and `clause` count from 0.

    What is written as one and means several words is several with the same place.
    """

    text: str
    start: int
    end: int
    sentence: int
    clause: int


def fold_word(word: str) -> str:
    """`word` as messages are compared with it.

    >>> fold_word("Éééécœuré")
    'ecoeure'
    """
    return _SHOUTED.sub(r"\1", "".join(map(_FOLDED.__getitem__, word)))


def words_of(text: str) -> list[Word]:
    """The words of `text`, in order.

    >>> [word.text for word in words_of("L’école est fermée ?!")]
    ['l', 'ecole', 'est', 'fermee', '?']
    >>> [word.text for word in words_of("jsuis à lecole")]
    ['je', 'suis', 'a', 'l', 'ecole']
    """
    pieces = list(map(_FOLDED.__getitem__, text))
    folded = "".join(pieces)
    at = _places(pieces)
    found: list[Word] = []
    sentence = clause = last = 0
    for match in _WORD.finditer(folded):
        between = folded[last : match.start()]
        if found and (_HARD.search(between) or found[-1].text[0] in "?!"):
            sentence, clause = sentence + 1, clause + 1
        elif _SOFT.search(between):
            clause += 1
        start, end = at[match.start()], at[match.end() - 1] + 1
        word = _plain(match[0])
        found += (Word(meant, start, end, sentence, clause) for meant in _MEANT.get(word, (word,)))
        last = match.end()
    return found


def _plain(token: str) -> str:
    if token[0] in "?!":
        return "?" if "?" in token else token[:2]
    return _SHOUTED.sub(r"\1", token)


def _places(pieces: list[str]) -> list[int]:
    """For each letter of the folded text, the index of the letter that it came from."""
    return [index for index, piece in enumerate(pieces) for _ in piece]
