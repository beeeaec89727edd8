"""Answers that a board may adopt: data/templates.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "templates.toml"


@dataclass(frozen=True, slots=True)
class Suggestion:
    key: str
    kind: str
    title_fr: str
    title_en: str
    text_fr: str
    text_en: str


@cache
def suggestions() -> tuple[Suggestion, ...]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["templates"]
    return tuple(
        Suggestion(row["key"], row["kind"], row["title_fr"], row["title_en"], row["fr"], row["en"]) for row in rows
    )
