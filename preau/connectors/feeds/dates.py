"""When an entry was said, in whichever way its feed writes dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Any

# Seen in feeds of sites in French, whose software translates RFC 822: « mar., 25 nov. 2026 10:00:00 -0500 ».
MONTHS = {
    **{"janvier": "Jan", "janv": "Jan", "février": "Feb", "fevrier": "Feb", "févr": "Feb", "fév": "Feb", "mars": "Mar"},
    **{"avril": "Apr", "avr": "Apr", "mai": "May", "juin": "Jun", "juillet": "Jul", "juil": "Jul", "août": "Aug"},
    **{"aout": "Aug", "septembre": "Sep", "sept": "Sep", "octobre": "Oct", "novembre": "Nov", "décembre": "Dec"},
    **{"déc": "Dec", "decembre": "Dec"},
}
FRENCH = re.compile(r"(\d{1,2})(?:er)?\s+([^\W\d]+)\.?,?\s+(\d{4})(.*)", re.DOTALL)


def moment_of(entry: Any) -> dt.datetime | None:
    """The moment of publication, else of the last change; None where there is no date, or none that can be read."""
    for name in ("published", "updated", "created"):
        # Asked with `in` first: feedparser gives one date for another that is missing, with a warning.
        if name in entry and (moment := _from_tuple(entry.get(f"{name}_parsed")) or _from_french(entry.get(name))):
            return moment
    return None


def _from_tuple(parsed: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC) if parsed else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None


def _from_french(text: object) -> dt.datetime | None:
    found = FRENCH.search(text[:100]) if isinstance(text, str) else None
    if not found:
        return None
    day, month, year, rest = found.groups()
    named = MONTHS.get(month.lower(), month)
    try:
        moment = parsedate_to_datetime(f"{day} {named} {year} {rest.strip() or '00:00:00'}")
    except (ValueError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
