from __future__ import annotations

import threading

import snowballstemmer

SHORTEST = 5  # letters: stems of shorter words fall together ("fils" and "fil")
_NAMES = {"fr": "french", "en": "english"}
_local = threading.local()  # a stemmer keeps the word that it works on in itself


def stem(word: str, language: str) -> str:
    """What is left of a folded word without its ending. `language` is "fr" or "en"."""
    if len(word) < SHORTEST or not word.isalpha():
        return word
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_NAMES[language])
    return str(stemmers[language].stemWord(word))
