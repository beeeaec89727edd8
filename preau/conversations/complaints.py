"""The legal route of a complaint about services to a pupil: data/complaint_route.toml, as words for an answer."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "complaint_route.toml"
STALE = dt.timedelta(days=548)  # eighteen months without anybody reading the sources again


@dataclass(frozen=True, slots=True)
class Step:
    """One body to turn to, in one language. `days`: business days that it has to answer."""

    who: str
    days: int
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Route:
    """The whole route in one language, with where it comes from and when that was read."""

    law: str
    intro: str
    steps: tuple[Step, ...]
    exception: str
    exception_source: str
    more: str
    in_force: dt.date
    seen: dt.date

    @property
    def words(self) -> str:
        """What is put into an answer."""
        steps = "\n".join(f"{number}. {step.text}" for number, step in enumerate(self.steps, start=1))
        return f"{self.intro}\n\n{steps}\n\n{self.exception}\n\n{self.more}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def route(language: str, officer: str = "") -> Route:
    """The route in `language` (fr or en). `officer`: who a board's person in charge of complaints is, where known."""
    data = _data()
    named = _named(officer, language)
    steps = [
        Step(
            one[f"who_{language}"],
            one["days"],
            one[f"text_{language}"].format(days=one["days"], officer=named),
            one["source"],
        )
        for one in data["steps"]
    ]
    return Route(
        law=data["law"][language],
        intro=data["intro"][language],
        steps=tuple(steps),
        exception=data["exception"][language],
        exception_source=data["exception"]["source"],
        more=data["more"][language],
        in_force=data["in_force"],
        seen=data["seen"],
    )


def _named(officer: str, language: str) -> str:
    """« la personne responsable… (418 555-0100) », whether or not the board repeats these words before the number."""
    titles = _data()["officer"]
    for title in titles.values():
        if officer.lower().startswith(title.lower()):
            officer = officer[len(title) :].strip(" ,:;.")
    return f"{titles[language]} ({officer})" if officer else str(titles[language])


def is_stale(today: dt.date) -> bool:
    """Whether its sources were not read again for eighteen months."""
    return today - _data()["seen"] > STALE
