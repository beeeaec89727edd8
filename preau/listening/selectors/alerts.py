"""Surges, as the desk shows them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from preau.institutions.models import Capability
from preau.institutions.selectors import institutions_where
from preau.kernel import clock
from preau.listening.models import Alert, Mention
from preau.users.models import User

from .rates import HOUR, counts_by_hour

FRESH = dt.timedelta(days=2)  # an alert that nobody has marked as seen is shown for that long
BEFORE, AFTER, STEP = 36, 12, 2  # hours of the picture around an alert, hours a bar
FEW, TOLD = 3, 10
HEIGHT = 100  # of the highest bar, in the picture's own units


def alerts_where(user: User, capability: Capability = Capability.READ) -> QuerySet[Alert]:
    """The alerts about institutions on which `user` holds `capability`."""
    institutions = institutions_where(user, capability).order_by()
    return Alert.objects.filter(institution__in=institutions).select_related("institution", "seen_by")


def alerts_open(user: User) -> list[Alert]:
    """Those that nobody has seen yet, the newest first: for banners."""
    return list(alerts_where(user).filter(seen_at=None, raised_at__gte=clock.now() - FRESH)[:FEW])


@dataclass(frozen=True, slots=True)
class Bar:
    """What was heard in `STEP` hours. `x`, `y`, `height` are of the picture; `is_surge`: from the alert on."""

    begins: dt.datetime
    number: int
    x: int
    y: int
    height: int
    is_surge: bool
    is_first_of_day: bool


def picture_of(alert: Alert) -> list[Bar]:
    """How often the institution was spoken of, before, during and after."""
    last = min(clock.now(), alert.raised_at + HOUR * AFTER).replace(minute=0, second=0, microsecond=0)
    first = alert.since - HOUR * BEFORE
    counts = counts_by_hour(alert.institution_id, first)
    steps = int((last - first) / HOUR) // STEP + 1
    begins = [first + HOUR * STEP * n for n in range(steps)]
    numbers = [sum(counts.get(begin + HOUR * n, 0) for n in range(STEP)) for begin in begins]
    highest = max([*numbers, 1])
    made = []
    for place, (begin, number) in enumerate(zip(begins, numbers, strict=True)):
        height = round(number * HEIGHT / highest)
        day = timezone.localtime(begin).date()
        is_first = place == 0 or timezone.localtime(begins[place - 1]).date() != day
        in_surge = alert.since <= begin + HOUR * (STEP - 1)
        made.append(Bar(begin, number, place * 12, HEIGHT - height, height, in_surge, is_first))
    return made


def told_during(alert: Alert) -> list[Mention]:
    """The stories of the hours that raised it, the likeliest first."""
    rows = Mention.objects.filter(institution=alert.institution_id, at__gte=alert.since, lead__isnull=True)
    rows = rows.filter(at__lte=alert.raised_at + HOUR * AFTER).select_related("item__source", "watch")
    return list(rows.order_by("-score", "-at")[:TOLD])
