"""What the public is told of when a page answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext, override

from preau.conversations.models import Appears, Policy
from preau.institutions.models import Page
from preau.institutions.selectors import institution_of

from .clock import moment_words, timetable_of
from .policy import policy_of
from .times import usual_words


@dataclass(frozen=True, slots=True)
class Reception:
    """`takes_messages`: whether anybody may ask there; `notice`: where nobody answers now, else ""; `usual`: how long
    an answer takes, where the board says it; `until`: how long all this is true."""

    takes_messages: bool
    notice: str
    usual: str
    until: dt.datetime | None


def reception(page: Page, at: dt.datetime, language: str) -> Reception:
    """What is said beside the place where people ask, in `language` (fr or en)."""
    institution = institution_of(page)
    policy = policy_of(institution)
    hours = timetable_of(institution, policy)
    until = hours.next_change(at)
    with override(language):
        notice = _notice(policy, language, until) if policy.sends_notice and not hours.is_open(at) else ""
        usual = usual_words(page) if policy.publishes_times else ""
    return Reception(page.is_open and policy.visitors != Appears.CLOSED, notice, usual, until)


def notice_for(page: Page, at: dt.datetime, language: str) -> str:
    """What somebody is told who writes to `page` while nobody answers; "" within its hours."""
    return reception(page, at, language).notice


def usual_notice(language: str) -> str:
    """The words where a board has none of its own."""
    with override(language):
        return gettext(
            "Cette page n’est pas surveillée en tout temps. En cas d’urgence, composez le 911. "
            "Ne donnez ici aucun renseignement personnel sur un élève."
        )


def _notice(policy: Policy, language: str, opens: dt.datetime | None) -> str:
    own = policy.notice_en if language == "en" else policy.notice_fr
    words = own or usual_notice(language)
    if opens is None:
        return words
    return gettext("%(words)s (On y répond de nouveau : %(moment)s)") % {
        "words": words,
        "moment": moment_words(opens),
    }
