"""Where in a message's words somebody is exposed: by what triage marked, by its form, and by what is said again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from preau.conversations.lexicon import site_lexicon
from preau.conversations.models import Message
from preau.kernel.personal import merged, personal_spans
from preau.triage import Kind, triage

Spans = list[tuple[int, int]]
LONGEST = 200  # letters of one secret that is sought again

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){1,3}")
_COMMON = {"école", "centre", "collège", "madame", "monsieur", "mme"}  # beside a name, they name nobody


def exposed_in(message: Message) -> Spans:
    """What triage marked in it as personal, and what has the form of it; a name among these wherever it stands."""
    marked = [(start, end) for start, end, kind in message.marks if kind == Kind.PERSONAL]
    found = merged([*marked, *exposing(message.words, message.language)])
    names = [name for start, end in found for name in _names(message.words[start:end])]
    return merged([*found, *said_in(message.words, names)])


def exposing(words: str, language: str) -> Spans:
    """By its form, or as triage sees it."""
    marks = triage(words, language=language, lexicon=site_lexicon()).marks
    seen = [(mark.start, mark.end) for mark in marks if mark.kind == Kind.PERSONAL]
    return merged([*seen, *personal_spans(words)])


def said_in(words: str, secrets: Iterable[str]) -> Spans:
    """Where `words` say one of `secrets`, as words of their own, however it is spaced or capitalised."""
    found = []
    for secret in secrets:
        if letters := _letters(secret):
            pattern = rf"(?<![^\W_]){_spaced(letters)}(?![^\W_])"
            found += [match.span() for match in re.finditer(pattern, words, re.IGNORECASE)]
    return merged(found)


def known_in(words: str, old: str, spans: Iterable[tuple[int, int]]) -> Spans:
    """Where `words` say again what stood at `spans` of `old`, in the middle of a word too."""
    found = []
    for start, end in spans:
        letters = _letters(old[start:end])
        if len(letters) >= 3:
            found += [match.span() for match in re.finditer(_spaced(letters), words, re.IGNORECASE)]
    return found


def _letters(secret: str) -> list[str]:
    """Never what stands between them: a mail address of underscores would have the pattern try without end."""
    return re.findall(r"[^\W_]", secret)[:LONGEST]


def _spaced(letters: list[str]) -> str:
    return r"[\W_]{0,3}".join(map(re.escape, letters))


def _names(text: str) -> list[str]:
    """« fille Zoé Exemple »: the whole name, and each of its words."""
    names = _NAME.findall(text)
    words = [word for name in names for word in name.split()]
    return [*names, *(word for word in words if len(word) > 2 and word.lower() not in _COMMON)]
