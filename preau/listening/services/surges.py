"""When an institution is spoken of far more than usual: one alert, and a mail to those who moderate it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from preau.institutions.models import Institution
from preau.kernel import clock
from preau.listening import usual
from preau.listening.models import Alert, Mention
from preau.listening.selectors.rates import DAY, HOUR, counts_by_hour, same_hours, watched_since
from preau.records.services import record

from .surge_mail import surge_tell

WINDOWS = (3, 24)  # hours: a flame, and a fire that smoulders
QUIET = dt.timedelta(hours=12)  # between two alerts about one institution
PAST = 28  # days that say what is usual


def surges_check(*, institutions: Iterable[int]) -> list[Alert]:
    """The alerts that what was just heard raises. An institution that is in the midst of one gets no second."""
    since = clock.now() - DAY
    loud = [
        pk
        for pk in sorted(institutions)
        if Mention.objects.filter(institution=pk, at__gte=since)[: usual.FEWEST].count() >= usual.FEWEST
    ]
    return [alert for pk in loud if (alert := _check(pk))]


@transaction.atomic
def _check(institution_id: int) -> Alert | None:
    institution = Institution.objects.select_for_update(of=("self",), no_key=True).get(pk=institution_id)
    now = clock.now()
    verdict, hours = _verdict(institution_id, now)
    recent = Alert.objects.filter(institution=institution, raised_at__gte=now - QUIET).first()
    if recent:
        if verdict and verdict.observed > recent.observed:
            Alert.objects.filter(pk=recent.pk).update(observed=verdict.observed)
        return None
    return _raise(institution, verdict, hours, now) if verdict else None


def _verdict(institution_id: int, now: dt.datetime) -> tuple[usual.Verdict | None, int]:
    """The first of the windows in which it is a surge, with its hours."""
    counts = counts_by_hour(institution_id, now - DAY * (PAST + 2))
    known = min(PAST, (now - watched_since(institution_id, now)) // DAY)
    for hours in WINDOWS:
        days = [same_hours(counts, now - DAY * day, hours) for day in range(1, known + 1)]
        found = usual.verdict(same_hours(counts, now, hours), [*days, *days[6::7]])
        if found.is_surge:
            return found, hours
    return None, 0


def _raise(institution: Institution, verdict: usual.Verdict, hours: int, now: dt.datetime) -> Alert:
    alert = Alert.objects.create(
        institution=institution,
        since=now.replace(minute=0, second=0, microsecond=0) - HOUR * (hours - 1),
        raised_at=now,
        observed=verdict.observed,
        expected=verdict.expected,
    )
    snapshot = {"observed": alert.observed, "expected": alert.expected, "since": alert.since}
    record(verb="alert.raised", subject=alert, snapshot=snapshot, institution_id=institution.pk)
    surge_tell(alert=alert)
    return alert
