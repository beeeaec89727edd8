from __future__ import annotations

import threading
from functools import lru_cache

import snowballstemmer

SHORTEST = 5  # letters: stems of shorter words fall together ("fils" and "fil")
LEAST, MOST_LOST = 5, 4  # letters
_NAMES = {"fr": "french", "en": "english"}
_local = threading.local()  # a stemmer keeps the word that it works on in itself


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """What is left of a folded word without its ending. `language` is "fr" or "en".

    Where Snowball would cut deep, or leave little, only the plural goes: « communication » must not become what
    « communisme » does, nor « bande » what « bandit » does.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return word
    single = word.removesuffix("s")
    single = single[:-1] if single.endswith("ee") else single  # « coupée », without its accent
    found = str(_stemmer(language).stemWord(single))
    return found if len(found) >= LEAST and len(single) - len(found) <= MOST_LOST else single


def _stemmer(language: str) -> snowballstemmer.stemmer:
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_NAMES[language])
    return stemmers[language]
