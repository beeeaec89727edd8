"""Until when a conversation may be put off in one press."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from preau.kernel import clock

MORNING, AFTERNOON = 8, 13  # o'clock, local time
WORDS: dict[str, Promise] = {
    "afternoon": _("Cet après-midi, 13 h"),
    "tomorrow": _("Demain matin, 8 h"),
    "monday": _("Lundi matin, 8 h"),
}


def moments_later() -> dict[str, dt.datetime]:
    """By name (those of WORDS), the moments that are still to come today."""
    now = timezone.localtime(clock.now())
    found = {
        "afternoon": _at(now, 0, AFTERNOON),
        "tomorrow": _at(now, 1, MORNING),
        "monday": _at(now, 7 - now.weekday(), MORNING),
    }
    if found["monday"] == found["tomorrow"]:
        del found["monday"]
    return {name: moment for name, moment in found.items() if moment > now}


def morning_of(day: dt.date) -> dt.datetime:
    """When work begins on a day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(MORNING)))


def _at(now: dt.datetime, days: int, hour: int) -> dt.datetime:
    day = (now + dt.timedelta(days=days)).date()
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
