"""Words written with a typing error, found without comparing each with each.

The index holds what is left of each known word when one or two of its first letters are taken out; two words that are
close to one another leave something in common (the "symmetric delete" of SymSpell, https://github.com/wolfgarbe/SymSpell).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, takewhile

ONE_FROM, TWO_FROM = 6, 10  # letters: shorter words have too many neighbours
PREFIX = 7  # letters that are indexed: bounds the index, not what is found


def allowed(word: str) -> int:
    """How many typing errors a known word may be written with."""
    return (len(word) >= ONE_FROM) + (len(word) >= TWO_FROM)


def distance(a: str, b: str, most: int) -> int:
    """Letters added, left out, changed or swapped between `a` and `b`; `most` + 1 where there are more than `most`.

    >>> distance("rivages", "rviages", 2), distance("rivages", "rivage", 2), distance("saules", "erables", 2)
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    a, b = a[same:], b[same:]
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


class NearWords:
    """Known words, asked for by how somebody may have written them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._index: dict[str, list[tuple[str, int, int]]] = {}
        for word in sorted({word for word in words if allowed(word)}):
            known = (word, allowed(word), _letters(word))
            for left in _lefts(word, allowed(word)):
                self._index.setdefault(left, []).append(known)

    def close_to(self, word: str) -> list[str]:
        """The known words that `word` may stand for, itself left out; none for words of less than five letters."""
        if len(word) < ONE_FROM - 1 or not self._index:
            return []
        letters = _letters(word)
        found = {
            (known, most)
            for left in _lefts(word, 2 if len(word) >= TWO_FROM - 2 else 1)
            for known, most, its in self._index.get(left, ())
            if (its ^ letters).bit_count() <= 2 * most  # an error changes two of them at most: sooner known
        }
        return sorted(known for known, most in found if known != word and distance(word, known, most) <= most)


def _letters(word: str) -> int:
    """Which letters a word has, a bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _lefts(word: str, most: int) -> Iterator[str]:
    """What is left of the first letters of `word` when up to `most` of them are taken out, each once."""
    start = word[:PREFIX]
    yield from {
        "".join(start[i] for i in range(len(start)) if i not in out)
        for count in range(most + 1)
        for out in combinations(range(len(start)), count)
    }
