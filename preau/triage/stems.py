from __future__ import annotations

import threading
from functools import lru_cache

import snowballstemmer

SHORTEST = 5  # letters: stems of shorter words fall together ("fils" and "fil")
_NAMES = {"fr": "french", "en": "english"}
_local = threading.local()  # a stemmer keeps the word that it works on in itself


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """What is left of a folded word without its ending. `language` is "fr" or "en".

    Where Snowball would cut deep, only the plural goes: "communication" must not become what "communisme" does.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return word
    single = word.removesuffix("s")
    found = str(_stemmer(language).stemWord(single))
    lost = len(single) - len(found)
    return found if (len(found) >= 5 and lost <= 4) or (len(found) == 4 and lost <= 2) else single


def _stemmer(language: str) -> snowballstemmer.stemmer:
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_NAMES[language])
    return stemmers[language]
