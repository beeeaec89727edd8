"""Fields in braces in the words of an answer: « Bonjour {nom} »."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIELD = re.compile(r"\{([^\W\d_][\w ’'-]{0,39})\}")

# What is filled in by itself, by each of its names.
AUTOMATIC = {
    "nom": "name",
    "name": "name",
    "page": "page",
    "organisme": "institution",
    "institution": "institution",
    "publication": "post",
    "post": "post",
    "lien": "link",
    "link": "link",
}


def fields_of(text: str) -> list[str]:
    """The names of the fields in `text`, each once, in order."""
    return list(dict.fromkeys(FIELD.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with what is known in its places; what is not stays in braces, for a person to write."""

    def word(match: re.Match[str]) -> str:
        return values.get(AUTOMATIC.get(match[1].lower(), ""), "") or match[0]

    return FIELD.sub(word, text)


def unfilled(text: str, asked: str) -> list[str]:
    """The fields of `asked`, a template's text, that still stand in braces in `text`."""
    return [name for name in fields_of(text) if name in fields_of(asked)]
