"""The checklist of a danger, read from data/danger.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from preau.conversations.models import DangerKind

DATA = Path(__file__).parent / "data" / "danger.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `kinds`: of which dangers; `source`: where it comes from, with its address where it has one."""

    id: str
    kinds: tuple[str, ...]
    title_fr: str
    title_en: str
    detail_fr: str
    detail_en: str
    source: str
    address: str


def _read() -> tuple[tuple[Step, ...], dt.date]:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    steps = tuple(
        Step(
            one["id"],
            tuple(one["kinds"]),
            one["fr"],
            one["en"],
            one["detail_fr"],
            one["detail_en"],
            "" if one["source"] == "usage" else one["source"],
            one["address"],
        )
        for one in data["steps"]
    )
    return steps, data["seen"]


STEPS, SEEN = _read()


def steps_for(what: str) -> list[Step]:
    """Those of one kind of danger; all of them while nobody has said which it is."""
    return [step for step in STEPS if what == DangerKind.UNKNOWN or what in step.kinds]
