"""Finding an institution by name, municipality, code or postal code, accents and case ignored."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from preau.institutions.models import Domain, Institution
from preau.institutions.names import NAME_START, words

MAX_WORDS = 12
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
