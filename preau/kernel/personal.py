"""Finding in plain words what identifies somebody in Québec by its form alone. Names are not found so: people see them.

Forms: telephone numbers of North America, mail addresses, health insurance numbers (RAMQ: four letters, eight digits),
social insurance numbers (nine digits that pass the Luhn check), permanent codes of pupils (Ministère de l'Éducation:
four letters, eight digits, as RAMQ's), civic addresses and postal codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX = 40_000  # characters that are looked at

_GAP = r"[\s\u00a0.\-–()/]"
_PHONE = re.compile(rf"(?<![\w.])(?:\+?1{_GAP}{{0,2}})?\(?[2-9]\d\d\)?{_GAP}{{0,2}}\d{{3}}{_GAP}{{0,2}}\d{{4}}(?!\w)")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}(?![\w-])")
_LETTERS = re.compile(rf"(?<!\w)[A-Za-z]{{4}}{_GAP}?\d{{4}}{_GAP}?\d{{4}}(?!\w)")
_NINE = re.compile(rf"(?<![\w.])\d{{3}}{_GAP}?\d{{3}}{_GAP}?\d{{3}}(?!\w)")
_POSTAL = re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXYabceghj-nprstvxy]\d[A-Za-z][\s\u00a0-]?\d[A-Za-z]\d(?!\w)")
_WAY = r"(?:rue|avenue|av\.|boulevard|boul\.|bd|chemin|ch\.|rang|route|côte|montée|impasse|terrasse|croissant|allée)"
_NAMED = (
    r"(?:[\s\u00a0]+(?:d[eu]s?|de[\s\u00a0]la|l[’']|la|le|les))?[\s\u00a0]*(?:d[’']|l[’'])?[\s\u00a0]*[\w’'-]{2,40}"
)
_CIVIC = re.compile(
    rf"(?<!\w)\d{{1,5}}[A-Za-z]?,?[\s\u00a0]+{_WAY}{_NAMED}(?:[\s\u00a0]+[A-ZÀ-Þ][\w’'-]{{1,40}}){{0,2}}", re.I
)
_STREET = re.compile(
    r"(?<!\w)\d{1,5}[A-Za-z]?,?[\s\u00a0]+[A-ZÀ-Þ][\w’'-]{1,40}(?:[\s\u00a0]+[A-ZÀ-Þ][\w’'-]{1,40})?[\s\u00a0]+"
    r"(?:street|st\.|road|rd\.?|avenue|ave\.?|drive|crescent|lane|boulevard|blvd\.?)(?!\w)",
    re.I,
)


def personal_spans(text: str) -> list[tuple[int, int]]:
    """Where in `text` personal information stands: (start, end) in characters, in order, none overlapping.

    >>> text = "Appelez Zoé au 418 555-0123"
    >>> [text[start:end] for start, end in personal_spans(text)]
    ['418 555-0123']
    """
    return merged(_found(text[:MAX]))


def merged(spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found


def _found(text: str) -> Iterator[tuple[int, int]]:
    for form in (_PHONE, _MAIL, _LETTERS, _POSTAL, _CIVIC, _STREET):
        for match in form.finditer(text):
            yield match.span()
    for match in _NINE.finditer(text):
        if _passes_luhn(match[0]):
            yield match.span()


def _passes_luhn(number: str) -> bool:
    digits = [int(character) for character in number if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0
