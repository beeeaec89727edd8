"""What an institution may want to listen for: offered, never added by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preau.institutions.models import Institution, Mandate, Page
from preau.kernel import clock
from preau.kernel.text import fold
from preau.listening.models import TermKind
from preau.listening.suggesting import hashtag, initials, initials_said, without_kind

MOST_OFFICIALS, MOST_PLACES, MOST_SCHOOLS = 20, 40, 100
NAMES = gettext_lazy("Ses noms")
PEOPLE = gettext_lazy("Ses élues et élus")
PLACES = gettext_lazy("Son lieu, pour la distinguer")
SCHOOLS = gettext_lazy("Ses écoles et centres")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term to offer. `is_shared`: others bear the name too, so that its place must be near by."""

    text: str
    kind: TermKind
    group: str | Promise
    is_chosen: bool = False  # at first
    is_near: bool = False
    is_shared: bool = False


def suggestions_for(institution: Institution) -> list[Suggestion]:
    """Each once, in the order in which they are shown."""
    page = Page.objects.filter(institution=institution).first()
    offered = [*_names(institution, page), *places_of(institution), *_people(institution), *_schools(institution)]
    once: dict[tuple[str, bool], Suggestion] = {}
    for suggestion in offered:
        once.setdefault((fold(suggestion.text), suggestion.kind == TermKind.CONTEXT), suggestion)
    return list(once.values())


def _names(institution: Institution, page: Page | None) -> Iterator[Suggestion]:
    full = [name for name in (institution.name, institution.short_name, page.name if page else "") if name]
    shared = _shared([*full, *(without_kind(name) for name in full)], institution)
    for name in full:
        yield Suggestion(name, TermKind.NAME, NAMES, True, True, fold(name) in shared)
    for name in full:
        if short := without_kind(name):
            is_shared = fold(short) in shared or institution.parent_id is not None
            yield Suggestion(short, TermKind.NAME, NAMES, False, True, is_shared)
    for acronym in dict.fromkeys((initials_said(institution.name), initials(institution.name))):
        if acronym and institution.parent_id is None:
            yield Suggestion(acronym, TermKind.NAME, NAMES, acronym == initials_said(institution.name))
    yield Suggestion(hashtag(institution.name), TermKind.HASHTAG, NAMES, not shared)
    if page:
        yield Suggestion(f"#{page.handle}", TermKind.HASHTAG, NAMES, True)


def _shared(names: list[str], institution: Institution) -> set[str]:
    """Those of `names`, folded, that an institution of another tree bears, or a sister: « École Saint-Joseph »."""
    others = Institution.objects.exclude(pk=institution.pk).exclude(parent=institution)
    return {fold(name) for name in others.filter(name__in=names).values_list("name", flat=True)}


def places_of(institution: Institution) -> Iterator[Suggestion]:
    """Where it is; of a board, where its schools are."""
    place = institution.municipality_name
    if institution.parent is None:
        for place in _municipalities(institution):
            yield Suggestion(place, TermKind.CONTEXT, PLACES)
    elif place:
        yield Suggestion(place, TermKind.CONTEXT, PLACES, True)
    if institution.parent:
        yield Suggestion(institution.parent.name, TermKind.CONTEXT, PLACES, True)
        if acronym := initials_said(institution.parent.name):
            yield Suggestion(acronym, TermKind.CONTEXT, PLACES, True)
        if place:
            yield Suggestion(_("école de %(place)s") % {"place": place}, TermKind.NAME, NAMES)


def _municipalities(board: Institution) -> list[str]:
    """Where its schools are."""
    rows = Institution.objects.filter(parent=board).exclude(municipality_name="").order_by("municipality_name")
    return list(rows.values_list("municipality_name", flat=True).distinct()[:MOST_PLACES])


def _people(institution: Institution) -> Iterator[Suggestion]:
    running = Mandate.objects.filter(institution=institution).current(clock.now().date())
    for mandate in running.select_related("official").order_by("official__name")[:MOST_OFFICIALS]:
        yield Suggestion(mandate.official.name, TermKind.NAME, PEOPLE, False, True)


def _schools(institution: Institution) -> Iterator[Suggestion]:
    if institution.parent_id is not None:
        return
    children = Institution.objects.filter(parent=institution, missing_since__isnull=True).order_by("name", "pk")
    names = [child.name for child in children[:MOST_SCHOOLS]]
    shared = _shared(names, institution)
    for name in names:
        yield Suggestion(name, TermKind.NAME, SCHOOLS, False, True, fold(name) in shared)
