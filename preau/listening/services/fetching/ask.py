"""Asking many hosts at once, each one thing at a time, with a pause between. No database here."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from preau.connectors.asking import Caller, Reason
from preau.connectors.base import NetworkError, TryLater
from preau.connectors.listener import Asked, Harvest, Listener

from .robots import Robots, robots_of

log = logging.getLogger(__name__)

AT_ONCE = 8  # hosts
PAUSE = 1.0  # seconds between two questions to one host
WHOLE = 45.0  # seconds for all that one source takes, its host's rules and further pages included


@dataclass(frozen=True, slots=True)
class Errand:
    """One source to ask. `claim`: which of its claims this is. `has_rules`: its host's robots.txt counts."""

    source_id: int
    claim: int
    origin: str
    listener: Listener
    asked: Asked
    has_rules: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an errand: a harvest, or the error that says what to do."""

    errand: Errand
    harvest: Harvest | None = None
    error: NetworkError | None = None


@dataclass
class Round:
    """One pass over some errands. `robots`: what is known of hosts, by origin; `visited`: origins that were just asked.
    Both are kept up here."""

    caller: Caller
    robots: dict[str, Robots] = field(default_factory=dict)
    pause: float = PAUSE
    visited: set[str] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)

    async def run(self, errands: Iterable[Errand]) -> list[Outcome]:
        by_origin: dict[str, list[Errand]] = defaultdict(list)
        for errand in errands:
            by_origin[errand.origin].append(errand)
        places = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for line in by_origin.values():
                group.create_task(self._site(line, places))
        return self.outcomes

    async def _site(self, line: list[Errand], places: asyncio.Semaphore) -> None:
        async with places:
            for errand in line:
                if errand.origin in self.visited:
                    await asyncio.sleep(self._pause(errand.origin))
                self.visited.add(errand.origin)
                self.outcomes.append(await self._errand(errand))

    def _pause(self, origin: str) -> float:
        known = self.robots.get(origin)
        return max(self.pause, known.delay() if known else 0)

    async def _errand(self, errand: Errand) -> Outcome:
        try:
            async with asyncio.timeout(WHOLE):
                if errand.has_rules:
                    await self._obey(errand)
                return Outcome(errand, harvest=await errand.listener.listen(errand.asked, self.caller))
        except NetworkError as error:
            return Outcome(errand, error=error)
        except TimeoutError:
            return Outcome(errand, error=TryLater(Reason.SILENT))
        except Exception:  # a fault of ours must not hold up the other sources
            log.exception("source %s could not be asked", errand.source_id)
            return Outcome(errand, error=TryLater(Reason.UNREADABLE))

    async def _obey(self, errand: Errand) -> None:
        known = self.robots.get(errand.origin)
        if known is None or not known.is_fresh:
            known = self.robots[errand.origin] = await robots_of(errand.origin, self.caller)
        known.must_allow(errand.asked.address)
