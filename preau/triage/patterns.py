"""What has a form rather than words: telephone numbers, addresses, numbers of the state. `data/patterns.toml` has them.

Only the house's own file is read: a pattern written without care could take minutes on a text made for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import phonenumbers

from .matching import Hit
from .reading import read_toml
from .words import Word

PATH = Path(__file__).with_name("data") / "patterns.toml"
MOST = 20  # finds of one pattern in one text
_ENOUGH_DIGITS = re.compile(r"(?:\d\D{0,3}){10}")


@dataclass(frozen=True, slots=True)
class Pattern:
    signal: str
    weight: float
    regex: re.Pattern[str]
    is_luhn: bool


def pattern_hits(text: str, words: Sequence[Word]) -> Iterator[Hit]:
    """What `text` has of each pattern, as the words that it covers."""
    starts, ends = [word.start for word in words], [word.end for word in words]
    for pattern, start, end in _found(text):
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first < last:
            yield Hit(pattern.signal, pattern.weight, first, last, (pattern.signal, text[start:end]))


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1): bank cards, social insurance numbers.

    >>> luhn("046 454 286")
    True
    """
    turned = [int(c) for c in reversed(digits) if c.isdecimal()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in turned[1::2]]
    return (sum(turned[::2]) + sum(doubled)) % 10 == 0


def _found(text: str) -> Iterator[tuple[Pattern, int, int]]:
    for pattern in _patterns():
        for count, match in enumerate(pattern.regex.finditer(text)):
            if count == MOST:
                break
            if not pattern.is_luhn or luhn(match[0]):
                yield pattern, *match.span()
    if _ENOUGH_DIGITS.search(text):
        for number in phonenumbers.PhoneNumberMatcher(text, "CA", max_tries=MOST):
            yield _PHONE, number.start, number.end


_PHONE = Pattern("phone", 3, re.compile(""), False)


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(one["says"], float(one["weight"]), re.compile(one["regex"]), one.get("check") == "luhn")
        for one in read_toml(PATH)["patterns"]
    )
