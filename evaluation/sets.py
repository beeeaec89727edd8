"""The messages that triage is measured with."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from preau.triage import Kind

HERE = Path(__file__).parent
TWEETS = HERE.parents[1] / "shared" / "data" / "tone_fr" / "mlma_fr.csv"
OWN = ("tuning", "unlike", "held_out", "last", "fresh")
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


def tweets(path: Path = TWEETS) -> list[tuple[str, bool]]:
    """Those of tone_fr that were called hostile and nothing else (True), or normal and nothing else (False)."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["tweet"], set(row["sentiment"].split("_"))) for row in csv.DictReader(file)]
    return [(text, said != {"normal"}) for text, said in rows if said == {"normal"} or said <= HOSTILE]
