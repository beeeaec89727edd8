"""A watch that is about an official: it is their institution's, whose people read it, and lasts as long as that wants.

Not their own: what is heard elsewhere of somebody is kept for an institution, by its roles, its sources and its delays;
a mandate ends, and nobody is to be watched by the person whom they criticised.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from preau.institutions.models import Capability, Institution, Mandate, Official, Page
from preau.institutions.selectors import institutions_where
from preau.kernel import clock
from preau.listening.models import TermKind
from preau.listening.suggesting import hashtag, initials_said
from preau.users.models import User

from .suggestions import Suggestion, places_of

NAMES = gettext_lazy("Son nom")
CONTEXT = gettext_lazy("Ce qui distingue de gens du même nom")


def mandates_where(user: User, text: str, limit: int) -> list[Mandate]:
    """The mandates that run today at institutions that `user` moderates; those of people whose name holds `text`."""
    mine = institutions_where(user, Capability.MODERATE)
    running = Mandate.objects.current(clock.now().date()).filter(institution__in=mine, official__name__icontains=text)
    return list(running.select_related("official", "institution").order_by("official__name", "pk")[:limit])


def may_listen(user: User) -> bool:
    """Whether `user` may set a watch: an official moderates their page, and no institution by that."""
    return institutions_where(user, Capability.MODERATE).exists()


def official_at(institution: Institution, number: str) -> Official | None:
    """The official of that id, where they hold a mandate there today."""
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    running = Mandate.objects.current(clock.now().date()).filter(institution=institution)
    return Official.objects.filter(pk=int(number), mandates__in=running).first()


def suggestions_about(official: Official, institution: Institution) -> list[Suggestion]:
    """Their name, which other people bear too, and what tells them apart."""
    page = Page.objects.filter(official=official).first()
    board = institution.parent or institution
    names = dict.fromkeys([institution.name, institution.short_name, board.name, initials_said(board.name)])
    places = [place for place in places_of(institution) if place.kind == TermKind.CONTEXT]
    apart = [*(Suggestion(name, TermKind.CONTEXT, CONTEXT, True) for name in names if name), *places]
    once: dict[str, Suggestion] = {}
    for suggestion in apart:
        once.setdefault(suggestion.text, suggestion)
    return [
        Suggestion(official.name, TermKind.NAME, NAMES, True, True, True),
        Suggestion(hashtag(official.name), TermKind.HASHTAG, NAMES, True),
        *([Suggestion(f"#{page.handle}", TermKind.HASHTAG, NAMES, True)] if page else []),
        *once.values(),
    ]
