"""Words as people type them and as machines compare them."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "’": "'", "ʼ": "'"})


_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """A name as it is kept: no line break, control character or override of the direction of writing in it.

    >>> one_line(" École\\r\\nBcc: x ")
    'École Bcc: x'
    """
    return _BREAKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """`text` without accents, case or ligatures, spaces collapsed: what search compares.

    >>> fold("École  Notre-Dame-du-Sacré-Cœur")
    'ecole notre-dame-du-sacre-coeur'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"\s+", " ", plain).strip()
