"""Names of institutions, as they are searched and as handles are made of them. Pure: no model, no database."""

from __future__ import annotations

import re

from preau.kernel.text import fold

NAME_START = "^"  # before each name in a search text

# As people abbreviate them, in files and when they search.
ABBREVIATIONS = {
    "st": ["saint"],
    "ste": ["sainte"],
    "css": ["centre", "de", "services", "scolaire"],
    "cs": ["commission", "scolaire"],
}

# What says the kind of an institution, or nothing: institutions are told apart by the rest.
_NOISE = """
    a au aux d de des du en et l la le les of the s
    ecole ecoles school primaire elementary secondaire high polyvalente academie academy centre center ctre
    css cs cfp cea formation form professionnelle prof vocational education adultes adult
    services service scolaire commission board
"""
NOISE = frozenset(_NOISE.split())


def words(text: str) -> list[str]:
    """The words of `text` as they are searched: folded, « St » and « Ste » written out, no punctuation.

    >>> words("École Ste-Anne, l’Étincelle")
    ['ecole', 'sainte', 'anne', 'l', 'etincelle']
    """
    found = re.findall(r"[^\W_]+", fold(text))
    return [whole for word in found for whole in ABBREVIATIONS.get(word, [word])]


def without_kind(name: list[str]) -> list[str]:
    """`name` from its first telling word on; whole where it has none.

    >>> without_kind(["ecole", "de", "la", "source"])
    ['source']
    """
    return name[next((i for i, word in enumerate(name) if word not in NOISE), 0) :]


def search_text(*, name: str, short_name: str, municipality: str, code: str, postal_code: str) -> str:
    """The folded text in which an institution is searched: its names, each as it is and without its kind, then facts.

    >>> search_text(name="École Ste-Anne", short_name="", municipality="Anse", code="900001", postal_code="G0A 1A0")
    '^ ecole sainte anne ^ sainte anne anse 900001 g0a 1a0 g0a1a0 '
    """
    names: list[list[str]] = []
    for spelling in (words(name), words(short_name)):
        names += [form for form in (spelling, without_kind(spelling)) if form and form not in names]
    postal = words(postal_code)
    facts = [*words(municipality), *words(code), *postal, "".join(postal)]
    return " ".join([*(f"{NAME_START} {' '.join(form)}" for form in names), *facts]).strip() + " "
