"""The messages that triage is measured with."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from preau.triage import Kind

HERE = Path(__file__).parent
TWEETS = HERE.parents[1] / "shared" / "data" / "tone_fr" / "mlma_fr.csv"
OWN = ("tuning", "unlike", "learned", "held_out", "last", "fresh", "after")
COUNTED = ("held_out", "last", "fresh", "after")  # never looked into
HOSTILE = {"offensive", "abusive", "hateful", "disrespectful"}


@dataclass(frozen=True)
class Labelled:
    text: str
    language: str
    kind: Kind
    also: frozenset[Kind] = frozenset()

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.also | {self.kind}


def own(name: str) -> list[Labelled]:
    """One of the project's own sets (triage/README.md)."""
    lines = (HERE / "triage" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Labelled(one["text"], one["language"], Kind(one["kind"]), frozenset(map(Kind, one["also"])))
        for one in map(json.loads, lines)
    ]


@dataclass(frozen=True)
class Tweet:
    """`was_looked_at`: it may have taught a word. Half may, by a rule that knows the text alone: is_looked_at."""

    text: str
    is_hostile: bool
    was_looked_at: bool


def is_looked_at(text: str) -> bool:
    """Whether whoever writes lexicons may read this one: the first byte of its SHA-256 is even."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def tweets(path: Path = TWEETS) -> list[Tweet]:
    """Those of tone_fr that were called hostile and nothing else, or normal and nothing else."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["tweet"], set(row["sentiment"].split("_"))) for row in csv.DictReader(file)]
    return [
        Tweet(text, said != {"normal"}, is_looked_at(text))
        for text, said in rows
        if said == {"normal"} or said <= HOSTILE
    ]
