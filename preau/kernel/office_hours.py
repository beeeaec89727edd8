"""Time as an office counts it: when it is open, so many business hours from now, so many between two moments.

Hours are those of a wall clock; what is counted is time that passes. A night on which clocks change makes an office
that is open through it work an hour more or less, and no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

FARTHEST = 400  # days after which an office that never opens is given up
DAY = dt.timedelta(days=1)
NOTHING = dt.timedelta()
MIDNIGHT = dt.time()

Span = tuple[dt.time, dt.time]  # opens, closes; closing at 00:00 is at the end of the day
Open = tuple[dt.datetime, dt.datetime]  # both UTC


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office is open. `week`: its spans on each day, Monday first; `closed`: ranges of days, both included."""

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    closed: tuple[tuple[dt.date, dt.date], ...] = ()

    def spans(self, day: dt.date) -> list[Open]:
        """When it is open on `day`, in order, none touching another."""
        if any(first <= day <= last for first, last in self.closed):
            return []
        found = sorted((self._at(day, opens), self._end(day, closes)) for opens, closes in self.week[day.weekday()])
        merged: list[Open] = []
        for opens, closes in found:
            if merged and opens <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
            elif closes > opens:
                merged.append((opens, closes))
        return merged

    def is_open(self, at: dt.datetime) -> bool:
        return any(opens <= at < closes for opens, closes in self._from(at, days=1))

    def next_change(self, at: dt.datetime) -> dt.datetime | None:
        """When it next closes, being open; when it next opens, being closed. None where it never does."""
        for opens, closes in self._from(at):
            return closes if opens <= at else opens
        return None

    def add(self, at: dt.datetime, work: dt.timedelta) -> dt.datetime | None:
        """The moment at which it has been open for `work` since `at`. None where it never will have been."""
        left = work
        for opens, closes in self._from(at):
            start = max(opens, at)
            if closes - start >= left:
                return start + left
            left -= closes - start
        return None

    def between(self, start: dt.datetime, end: dt.datetime, most: dt.timedelta = dt.timedelta.max) -> dt.timedelta:
        """How long it was open from `start` to `end`; nothing where `end` is not later. Counted until it is `most`."""
        total = NOTHING
        for opens, closes in self._from(start, days=max(0, (end - start).days) + 2):
            total += max(NOTHING, min(closes, end) - max(opens, start))
            if total >= most:
                return most
        return total

    def _from(self, at: dt.datetime, days: int = FARTHEST) -> Iterator[Open]:
        """The spans that end after `at`, over so many days from its own on."""
        first = at.astimezone(self.zone).date()
        for number in range(days):
            yield from (span for span in self.spans(first + number * DAY) if span[1] > at)

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.zone).astimezone(dt.UTC)

    def _end(self, day: dt.date, time: dt.time) -> dt.datetime:
        return self._at(day + DAY if time == MIDNIGHT else day, time)
