"""Whether two texts tell the same story in the same words: MinHash over pairs of words.

Broder, "On the resemblance and containment of documents", 1997. The part of a signature's numbers that two texts share
is about the part of their pairs of words that they share. Bands of numbers are keys, so that what is alike is found by
an index and nothing is compared with everything.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

from .words import Word, stem, words_of

NUMBERS, BANDS = 32, 8  # 4 numbers a band: two texts that share 6 pairs in 10 have a band in common 2 times in 3
ALIKE = 0.5  # of the numbers
FEWEST = 6  # words: below, a text says too little to be told from others
PRIME = (1 << 31) - 1
_chance = random.Random(1)  # noqa: S311 — the same numbers for ever: signatures are kept
_TURNS = [(_chance.randrange(1, PRIME), _chance.randrange(PRIME)) for _ in range(NUMBERS)]


def signature(text: str) -> list[int]:
    """What stands for `text` when texts are compared; empty for what is too short."""
    words = [stem(word.folded) for word in words_of(text) if isinstance(word, Word) and word.folded]
    if len(words) < FEWEST:
        return []
    pairs = {crc32(f"{a} {b}".encode()) for a, b in pairwise(words)}
    return [min((a * pair + b) % PRIME for pair in pairs) for a, b in _TURNS]


def keys(signed: Sequence[int]) -> list[str]:
    """The keys under which a signature is kept: texts that are alike mostly share one."""
    rows = NUMBERS // BANDS
    bands = [signed[n : n + rows] for n in range(0, len(signed), rows)]
    return [f"{number}:{crc32(repr(list(band)).encode()):08x}" for number, band in enumerate(bands)]


def are_alike(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two signatures are of texts that share about half of their pairs of words or more."""
    return bool(a) and len(a) == len(b) and sum(x == y for x, y in zip(a, b, strict=True)) >= ALIKE * len(a)
