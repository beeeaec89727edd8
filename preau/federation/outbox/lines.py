"""Parcels that wait in memory, one line a host: hosts take turns, so that a slow one keeps no other waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

PER_HOST = 4  # requests at once to one host


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parcel that is due, with the little that choosing among them needs."""

    id: int
    activity_id: int
    host_id: int
    inbox: str


@dataclass
class Line:
    """One host's. `width`: how many may be on their way to it at once: one, where we don't know whether it lives."""

    width: int
    parcels: deque[Waiting] = field(default_factory=deque)
    busy: set[str] = field(default_factory=set)  # inboxes to which something is on its way: what follows must follow

    def next(self) -> Waiting | None:
        if len(self.busy) >= self.width:
            return None
        for position, parcel in enumerate(self.parcels):
            if parcel.inbox not in self.busy:
                del self.parcels[position]
                return parcel
        return None


class Lines:
    def __init__(self) -> None:
        self.lines: dict[int, Line] = {}
        self.turns: deque[int] = deque()
        self.left: dict[int, Waiting] = {}  # on their way

    def __len__(self) -> int:
        return sum(len(line.parcels) for line in self.lines.values())

    def add(self, parcels: Iterable[Waiting], probed: set[int]) -> None:
        """Let them wait; `probed`: the hosts to which one goes first, alone."""
        for parcel in parcels:
            if parcel.host_id not in self.lines:
                self.lines[parcel.host_id] = Line(1 if parcel.host_id in probed else PER_HOST)
                self.turns.append(parcel.host_id)
            if self.lines[parcel.host_id].width:  # else it was dropped
                self.lines[parcel.host_id].parcels.append(parcel)

    def take(self, count: int) -> list[Waiting]:
        """Up to `count` that may leave now, one a host in turn."""
        taken: list[Waiting] = []
        idle = 0
        while len(taken) < count and idle < len(self.turns):
            line = self.lines[self.turns[0]]
            self.turns.rotate(-1)
            parcel = line.next()
            if parcel is None:
                idle += 1
                continue
            idle = 0
            line.busy.add(parcel.inbox)
            self.left[parcel.id] = parcel
            taken.append(parcel)
        return taken

    def came_back(self, parcel_id: int) -> Waiting:
        parcel = self.left.pop(parcel_id)
        self.lines[parcel.host_id].busy.discard(parcel.inbox)
        return parcel

    def widen(self, host_id: int) -> None:
        """The host lives."""
        self.lines[host_id].width = PER_HOST

    def drop(self, host_id: int) -> None:
        """Nothing more to this host for now."""
        self.lines[host_id].width = 0
        self.lines[host_id].parcels.clear()
