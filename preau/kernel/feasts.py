"""Days that fall on another date each year, told by rules that are data."""

from __future__ import annotations

import datetime as dt
from typing import Any


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return dt.date(year, month, (h - m + r + month + 19) % 32)


def day_of(rule: dict[str, Any], year: int) -> dt.date:
    """The day of `rule` in `year`. Weekdays count from Monday, 0.

    {"easter": -2} · {"month": 9, "weekday": 0, "nth": 1} · {"month": 5, "day": 25, "weekday_before": 0} ·
    {"month": 7, "day": 1, "if_sunday": 2}. Raises KeyError for any other.
    """
    if "easter" in rule:
        return easter(year) + dt.timedelta(days=rule["easter"])
    if "nth" in rule:
        first = dt.date(year, rule["month"], 1)
        return first + dt.timedelta(days=(rule["weekday"] - first.weekday()) % 7 + 7 * (rule["nth"] - 1))
    found = dt.date(year, rule["month"], rule["day"])
    if "weekday_before" in rule:
        return found - dt.timedelta(days=(found.weekday() - rule["weekday_before"] - 1) % 7 + 1)
    return found.replace(day=rule["if_sunday"]) if "if_sunday" in rule and found.weekday() == 6 else found
