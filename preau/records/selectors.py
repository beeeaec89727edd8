"""Reading the journal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from preau.records.models import Entry


def entries(
    *, institutions: Iterable[int] | None, before: int | None = None, verb: str = "", limit: int = 50
) -> list[Entry]:
    """The newest entries of these institutions (None: of everything), older than entry number `before`."""
    rows: QuerySet[Entry] = Entry.objects.order_by("-number")
    if institutions is not None:
        rows = rows.filter(institution_id__in=institutions)
    if before is not None:
        rows = rows.filter(number__lt=before)
    if verb:
        rows = rows.filter(verb=verb)
    return list(rows[:limit])


def entries_about(subject_type: str, subject_id: str) -> QuerySet[Entry]:
    """All that happened to one thing, newest first."""
    return Entry.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-number")
