"""Finding an institution by name, municipality, code or postal code, accents and case ignored."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from preau.institutions.models import Domain, Institution
from preau.institutions.names import NAME_START, without_kind, words

MAX_WORDS = 12
CLOSE = 0.75  # likeness of the words of a name, from 0 to 1, below which it is another name
CANDIDATES = 300
POSTAL_CODE = re.compile(r"([abceghj-nprstvxy]\d[abceghj-nprstv-z]) ?\d[abceghj-nprstv-z]\d")  # Canada Post's letters
LOOSE = 3  # shorter words must begin a word: "de" is in too many


def search(source: Domain | QuerySet[Institution], text: str, limit: int | None = None) -> QuerySet[Institution]:
    """The institutions that match every word of `text`, the likeliest first, each with its page and its parent.

    First those whose name starts with `text` (« École » and the like counting as nothing), then those of which a word
    starts with each of the words, then those that merely contain them. No word at all finds nothing.
    """
    if isinstance(source, Domain):
        source = Institution.objects.filter(domain=source)
    asked = words(text)[:MAX_WORDS]
    if not asked:
        return source.none()
    found = source.filter(_all(asked)).annotate(rank=_rank(asked))
    ordered = found.order_by("rank", "search_text", "id")
    return ordered.select_related("page", "page__domain", "parent")[:limit]


def postal_area(text: str) -> str:
    """The first half of a whole postal code: what a neighbourhood shares with its schools. "" for any other text.

    >>> postal_area("H1K 1G3")
    'h1k'
    """
    found = POSTAL_CODE.fullmatch(" ".join(words(text)))
    return found[1] if found else ""


def close_to(source: QuerySet[Institution], text: str, limit: int = 5) -> list[Institution]:
    """What somebody who mistyped a name may have meant, the likeliest first: « trois sales » finds « Trois-Saules ».

    Each word of the name that is told apart by must begin as typed, with two letters at least.
    """
    asked = [word for word in without_kind(words(text)) if len(word) > 1][:MAX_WORDS]
    if not asked:
        return []
    begun = Q()
    for word in asked:
        begun &= Q(search_text__contains=f" {word[:2]}")
    found = source.filter(begun).select_related("page", "page__domain", "parent").order_by("search_text", "id")
    likely = [(_likeness(asked, institution), institution) for institution in found[:CANDIDATES]]
    likely = sorted((pair for pair in likely if pair[0] >= CLOSE), key=lambda pair: -pair[0])
    return [institution for _, institution in likely[:limit]]


def _likeness(asked: list[str], institution: Institution) -> float:
    """The mean, over the words asked, of their likeness to the nearest word of the institution."""
    theirs = institution.search_text.split()
    return sum(max(SequenceMatcher(None, word, their).ratio() for their in theirs) for word in asked) / len(asked)


def _all(asked: list[str]) -> Q:
    condition = Q()
    for word in asked:
        condition &= Q(search_text__contains=word if len(word) >= LOOSE else f" {word}")
    return condition


def _rank(asked: list[str]) -> Case:
    starts = Q()
    for word in asked:
        starts &= Q(search_text__contains=f" {word}")
    begins = Q(search_text__contains=f"{NAME_START} {' '.join(asked)}")
    return Case(When(begins, then=Value(0)), When(starts, then=Value(1)), default=Value(2), output_field=IntegerField())
