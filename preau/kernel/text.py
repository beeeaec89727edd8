"""Words as people type them and as machines compare them."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """`text` without accents, case or ligatures, spaces collapsed: what search compares.

    >>> fold("École  Notre-Dame-du-Sacré-Cœur")
    'ecole notre-dame-du-sacre-coeur'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"\s+", " ", plain).strip()
