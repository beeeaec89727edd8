from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from preau.records.models import Entry, Head

from . import chain


@dataclass
class ChainReport:
    """What walking the whole chain found. `faults`: (entry number, what is wrong)."""

    entries: int = 0
    erased: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    last: tuple[int, str] = (0, chain.GENESIS)  # the last entry's number and hash

    @property
    def is_whole(self) -> bool:
        return not self.faults


def _faults(entry: Entry, number: int, previous: str) -> Iterator[str]:
    entry.at = entry.at.astimezone(dt.UTC)
    if entry.number != number:
        yield f"entry {number} is missing"
    elif entry.previous_hash != previous:
        yield "does not follow the entry before it"
    if entry.snapshot is not None and chain.snapshot_digest(entry.snapshot, entry.salt) != entry.snapshot_digest:
        yield "its snapshot was changed"
    if chain.entry_hash(entry) != entry.hash:
        yield "was changed"


def verify() -> ChainReport:
    """Walk the journal from its first entry, and say where it is not what was written."""
    report = ChainReport()
    number, previous = 0, chain.GENESIS
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        report.entries += 1
        report.erased += entry.snapshot is None
        report.faults += [(entry.number, fault) for fault in _faults(entry, number + 1, previous)]
        number, previous = entry.number, entry.hash
    report.last = number, previous
    head = Head.objects.filter(id=1).first()
    if (head.number, head.hash) != (number, previous) if head else number:
        report.faults.append((number, "entries after this one are missing"))
    return report
