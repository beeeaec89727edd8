"""How long answers take, in words: half of them, and nine in ten."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from preau.conversations.models import ResponseTime
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import board_id_of

MINUTES = 60


def times_of(institution: Institution) -> list[ResponseTime]:
    """What was measured of its page and, of a board, of all its pages."""
    rows = ResponseTime.objects.filter(Q(page__institution=institution) | Q(board=institution))
    return sorted(rows, key=lambda row: row.page_id is None)


def usual_words(page: Page) -> str:
    """What the public is told: of the page itself, else of its board; "" where too little is known."""
    rows = ResponseTime.objects.filter(Q(page=page) | Q(board=board_id_of(page)))
    found = min(rows, key=lambda row: row.page_id is None, default=None)
    if found is None:
        return ""
    half, most = hours_words(found.median), hours_words(found.slowest_tenth)
    if found.page_id is None:
        words = gettext("Délai habituel de réponse, toutes pages confondues : %(time)s.") % {"time": half}
    else:
        words = gettext("Délai habituel de réponse : %(time)s.") % {"time": half}
    if most == half:
        return words
    slowest = gettext("Neuf fois sur dix, on a répondu en %(time)s.") % {"time": most}
    return f"{words} {slowest}"


def hours_words(minutes: int) -> str:
    hours = -(-minutes // MINUTES)  # a promise is not rounded down
    if hours <= 1:
        return gettext("moins d’une heure ouvrable")
    return ngettext("%(hours)d heure ouvrable", "%(hours)d heures ouvrables", hours) % {"hours": hours}
