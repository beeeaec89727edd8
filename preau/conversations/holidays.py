"""The public holidays of Québec, computed from data/holidays_qc.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from preau.kernel.feasts import day_of

DATA = Path(__file__).parent / "data" / "holidays_qc.toml"


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    day: dt.date
    name_fr: str
    name_en: str


@cache
def source() -> dict[str, Any]:
    """The file as it is: `holidays`, their `source`, its `address`, the day on which it was `seen`."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def public_holidays(year: int) -> tuple[PublicHoliday, ...]:
    """Those of a year, in order."""
    found = [PublicHoliday(day_of(one["rule"], year), one["fr"], one["en"]) for one in source()["holidays"]]
    return tuple(sorted(found, key=lambda holiday: holiday.day))
