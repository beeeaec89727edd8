"""Names of institutions, as they are searched and as handles are made of them. Pure: no model, no database."""

from __future__ import annotations

import re

from preau.kernel import handles
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


_SMALL = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "s", "the"})

# Said of a school, these mean nothing without the word before them: « École internationale du Fleuve ».
_ADJECTIVES = frozenset({"alternative", "educatif", "educative", "institutionnelle", "internationale", "specialisee"})

# What a handle begins with, so that a centre is told from a school of the same name.
_PREFIXES = {"training": "cfp", "adult": "cea", "board": "css"}


def _telling(name: list[str]) -> list[str]:
    rest = without_kind(name)
    if rest and rest[0] in _ADJECTIVES:
        rest = name[max(len(name) - len(rest) - 1, 0) :]
    return [word for word in rest if word not in _SMALL]


def _prefix(kind: str, name: list[str]) -> list[str]:
    if kind == "board" and name[:1] in (["cs"], ["commission"]):
        return ["cs"]
    return [_PREFIXES[kind]] if kind in _PREFIXES else []


def handle_candidates(*, name: str, municipality: str, code: str, kind: str) -> list[str]:
    """The handles that an institution might have, the nicest first: its name; with its municipality; the name with
    its kind; with its code. Not all of them are valid or free (`preau.kernel.handles.allocate`).

    >>> handle_candidates(name="École Saint-Joseph", municipality="Coaticook", code="900001", kind="school")[:2]
    ['saint_joseph', 'saint_joseph_coaticook']
    """
    spelled = handles.parts(name)
    whole = [word for word in spelled if word not in _SMALL]
    place = [word for word in handles.parts(municipality) if word not in _SMALL]
    telling = _telling(spelled)
    short = [*_prefix(kind, spelled), *[word for word in telling if telling != whole or word not in _PREFIXES.values()]]
    own = handles.cut(short)
    is_a_place = telling == place  # « École de Gaspé » must not look like the town itself
    spelled_out = whole if len("_".join(whole)) <= handles.MAX_LENGTH else [*whole[:1], *telling]
    repeats = not place or whole[-len(place) :] == place
    return [
        "" if is_a_place and kind == "school" else own,
        "" if repeats else handles.joined(short, place),
        handles.cut(spelled_out),
        "" if repeats else handles.joined(spelled_out, place),
        handles.joined(short, handles.parts(code)),
        handles.joined(["page"], handles.parts(code)),
    ]
