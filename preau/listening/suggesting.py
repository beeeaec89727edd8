"""Names that people give to an institution, made from its official ones. Pure: names in, terms out."""

from __future__ import annotations

import re

from preau.kernel.text import fold

_SMALL = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the"})
_KIND = re.compile(
    r"^(?:centre de services scolaires?|commission scolaire|école(?: (?:primaire|secondaire|polyvalente))?|polyvalente|"
    r"académie|centre de formation professionnelle|centre d[’']éducation des adultes|cfp|cea|css|cs)\s+"
    r"(?:de la |de l[’']|des |du |de |d[’'])?",
    re.IGNORECASE,
)
_ENGLISH_KIND = re.compile(r"\s+(?:elementary|primary|high|secondary)?\s*(?:school|academy)(?: board)?$", re.IGNORECASE)
FEWEST_INITIALS = 3


def without_kind(name: str) -> str:
    """The name without what says what it is: « des Trois-Saules » alone is what parents say.

    >>> without_kind("École des Trois-Saules"), without_kind("Centre de services scolaire de la Rive")
    ('Trois-Saules', 'Rive')
    """
    short = _ENGLISH_KIND.sub("", _KIND.sub("", name.strip()))
    return short if short and short != name.strip() else ""


def initials(name: str) -> str:
    """The acronym of a name that is long enough to have one.

    >>> initials("Centre de services scolaire de la Jonquière"), initials("École du Phare")
    ('CSSJ', '')
    """
    letters = [word[0] for word in re.findall(r"[^\W\d_]+", fold(name)) if word not in _SMALL]
    return "".join(letters).upper() if len(letters) > FEWEST_INITIALS else ""


def initials_said(name: str) -> str:
    """The acronym with the initials of its articles, as boards write theirs.

    >>> initials_said("Centre de services scolaire de la Jonquière")
    'CSSDLJ'
    """
    words = re.findall(r"[^\W\d_]+", fold(name))
    match words:
        case ["centre", "de", "services", "scolaire" | "scolaires", *rest]:
            kept = ["centre", "services", "scolaire", *rest]
        case ["commission", "scolaire", *rest]:
            kept = ["commission", "scolaire", *rest]
        case _:
            return ""
    return "".join(word[0] for word in kept).upper()


def hashtag(name: str) -> str:
    """A name as a hashtag in camel case.

    >>> hashtag("École des Trois-Saules")
    '#ÉcoleDesTroisSaules'
    """
    words = re.findall(r"[^\W_]+", name)
    return "#" + "".join(word[:1].upper() + word[1:] for word in words) if words else ""
