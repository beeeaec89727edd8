"""Hours as people write them: « 8 h à 12 h, 13 h à 16 h 30 »."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_TIME = r"(\d{1,2})\s*(?:(?:h|:)\s*(\d{2})?)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|à|a|to)\s*{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\bet\b|\band\b)\s*", re.IGNORECASE)


def parse_spans(text: str) -> list[tuple[dt.time, dt.time]]:
    """The spans of one day; none for nothing. Raises ValueError for what can't be read, or ends before it starts."""
    found = []
    for part in filter(None, _BETWEEN.split(" ".join(text.split()))):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise ValueError(part)
        opens, closes = _time(match[1], match[2]), _time(match[3], match[4])
        if closes != dt.time() and closes <= opens:
            raise ValueError(part)
        found.append((opens, closes))
    return sorted(found)


def _time(hour: str, minute: str | None) -> dt.time:
    return dt.time(int(hour) % 24 if int(hour) == 24 else int(hour), int(minute or 0))


def spans_words(spans: Iterable[tuple[dt.time, dt.time]], language: str) -> str:
    """The same, as it is written."""
    return ", ".join(_words(opens, closes, language) for opens, closes in spans)


def _words(opens: dt.time, closes: dt.time, language: str) -> str:
    if language == "en":
        return f"{opens:%-H:%M} to {closes:%-H:%M}"
    return f"{_french(opens)} à {_french(closes)}"


def _french(time: dt.time) -> str:
    return f"{time.hour} h {time.minute:02}" if time.minute else f"{time.hour} h"
