"""When pages answer, and until when an answer is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from preau.conversations.holidays import public_holidays
from preau.conversations.models import WAITING, Conversation, Holiday, OpeningHours, Policy
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import ancestry, institution_of
from preau.kernel import clock
from preau.kernel.office_hours import OfficeHours, Span
from preau.kernel.once import once

USUAL: tuple[Span, ...] = ((dt.time(8), dt.time(16)),)
USUAL_WEEK = (USUAL,) * 5 + ((),) * 2  # Monday to Friday
LONG_LATE = 40  # business hours after which it is said since when, rather than by how much
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
MOST = (LONG_LATE + 1) * HOUR  # what is later is not counted any further


@dataclass(frozen=True, slots=True)
class Due:
    """Until when an answer is due, in words. `late`: business hours that have passed since, None where it is not."""

    at: dt.datetime
    late: dt.timedelta | None

    @property
    def is_late(self) -> bool:
        return self.late is not None

    @property
    def words(self) -> str:
        if self.late is None:
            return gettext("À répondre d’ici %(moment)s") % {"moment": moment_words(self.at)}
        hours = self.late // HOUR
        if not hours:
            return gettext("En retard de moins d’une heure ouvrable")
        if hours > LONG_LATE:
            return gettext("En retard depuis le %(day)s") % {"day": _day(_local(self.at).date())}
        words = ngettext("En retard d’une heure ouvrable", "En retard de %(hours)d heures ouvrables", hours)
        return words % {"hours": hours} if hours > 1 else words


def timetable_of(institution: Institution | None, policy: Policy | None = None) -> OfficeHours:
    """When an institution answers: its own hours, else those of the nearest one above it, else the usual ones.

    `policy`: that which holds there, where the caller has it.
    """
    line = ancestry(institution)
    known = {line[0]: policy} if policy and line else None
    return once(("hours", *line), lambda: _timetables([line], known)[0])


def timetable_for(page: Page) -> OfficeHours:
    """The same, for a page; an official's has that of their mandate's institution."""
    return timetable_of(institution_of(page))


def timetables_of(pages: Iterable[Page]) -> dict[int, OfficeHours]:
    """By page id, in three queries however many pages (officials': one more each)."""
    rows = {page.pk: page for page in pages}
    lines = [ancestry(institution_of(page)) for page in rows.values()]
    return dict(zip(rows, _timetables(lines), strict=True))


def due_at(conversation: Conversation, policy: Policy, hours: OfficeHours) -> dt.datetime | None:
    """When the promise to answer runs out; None where nothing waits, or nothing was promised."""
    if conversation.state not in WAITING or not conversation.waiting_since or not policy.goal_hours:
        return None
    return hours.add(conversation.waiting_since, policy.goal_hours * HOUR)


def due_of(conversation: Conversation) -> Due | None:
    """What the clock says of one conversation."""
    return dues_of([conversation]).get(conversation.pk)


def dues_of(conversations: Iterable[Conversation]) -> dict[int, Due]:
    """What the clock says of each that is due, by id. Load their `page__institution`; three queries, if any is late."""
    now = clock.now()
    due = {one.pk: one for one in conversations if one.due_at and one.state in WAITING}
    late = {pk: one for pk, one in due.items() if one.due_at and one.due_at < now}
    hours = timetables_of(one.page for one in late.values())
    return {
        pk: Due(one.due_at, hours[one.page_id].between(one.due_at, now, MOST) if pk in late else None)
        for pk, one in due.items()
        if one.due_at
    }


def _timetables(lines: list[list[int]], policies: dict[int, Policy] | None = None) -> list[OfficeHours]:
    """One for each line of ancestors, the nearest first. `policies`: those that hold there, where they are known."""
    ids = {pk for line in lines for pk in line}
    weeks: dict[int, list[list[Span]]] = defaultdict(lambda: [[] for _ in range(7)])
    for span in OpeningHours.objects.filter(institution__in=ids) if ids else ():
        weeks[span.institution_id][span.weekday].append((span.opens, span.closes))
    closed: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    since = clock.now().date() - 400 * DAY  # what is measured of the past reaches no further
    for holiday in Holiday.objects.filter(institution__in=ids, last_day__gte=since) if ids else ():
        closed[holiday.institution_id].append((holiday.first_day, holiday.last_day))
    if policies is None:
        policies = {one.institution_id: one for one in Policy.objects.filter(institution__in=ids)} if ids else {}
    return [_timetable(line, weeks, closed, policies) for line in lines]


def _timetable(
    line: list[int],
    weeks: dict[int, list[list[Span]]],
    closed: dict[int, list[tuple[dt.date, dt.date]]],
    policies: dict[int, Policy],
) -> OfficeHours:
    policy = next((policies[pk] for pk in line if pk in policies), Policy())
    week = next((tuple(tuple(day) for day in weeks[pk]) for pk in line if pk in weeks), USUAL_WEEK)
    days = [span for pk in line if pk in closed for span in closed[pk]]
    if policy.keeps_public_holidays:
        days += _public_days(clock.now().year)
    return OfficeHours(ZoneInfo(settings.TIME_ZONE), week, tuple(days))


def _public_days(year: int) -> list[tuple[dt.date, dt.date]]:
    return [(one.day, one.day) for near in range(year - 1, year + 3) for one in public_holidays(near)]


def _local(at: dt.datetime) -> dt.datetime:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def moment_words(at: dt.datetime) -> str:
    """A moment to come: « 14 h », « demain, 10 h », « le 27 novembre, 10 h »."""
    local, today = _local(at), _local(clock.now()).date()
    hour = date_format(local, "TIME_FORMAT").removesuffix("\u00a000")
    if local.date() == today:
        return hour
    if local.date() == today + DAY:
        return gettext("demain, %(hour)s") % {"hour": hour}
    return gettext("le %(day)s, %(hour)s") % {"day": _day(local.date()), "hour": hour}


def _day(day: dt.date) -> str:
    if (get_language() or "fr").startswith("en"):
        return date_format(day, "F j")
    return date_format(day, "j F") if day.day > 1 else f"1er {date_format(day, 'F')}"
