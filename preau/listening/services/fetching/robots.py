"""What a host allows (RFC 9309). It speaks to those who look for pages by themselves: feeds are asked under its rules;
a network's programming interface, which is made for programmes, is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from protego import Protego

from preau.connectors.asking import Caller, Ended, Reason
from preau.connectors.base import NetworkError, TryLater
from preau.kernel import clock
from preau.kernel.http import AGENT

KEPT = dt.timedelta(days=1)
KEPT_SILENT = dt.timedelta(hours=1)  # where there was no answer
LONGEST_DELAY = 10.0  # seconds between two questions that are granted to Crawl-delay, which is no part of the standard


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host, as it gave them at `at`. `status`: of the answer, 0 for none."""

    origin: str
    text: str
    status: int
    at: dt.datetime

    @property
    def is_fresh(self) -> bool:
        kept = KEPT if 200 <= self.status < 500 else KEPT_SILENT
        return self.at > clock.now() - kept

    def delay(self) -> float:
        """Seconds between two questions that it asks for."""
        return min(float(self._rules().crawl_delay(AGENT) or 0), LONGEST_DELAY)

    def must_allow(self, url: str) -> None:
        """Raises Ended where the host does not want `url` to be fetched, TryLater where it can't say now."""
        if self.status == 0 or self.status >= 500:  # 2.3.1.4: unreachable is a refusal, for now
            raise TryLater(Reason.SILENT)
        if not self._rules().can_fetch(url, AGENT):
            raise Ended(Reason.ROBOTS)

    def _rules(self) -> Protego:
        return Protego.parse(self.text)


async def robots_of(origin: str, caller: Caller) -> Robots:
    """Ask `origin` for its rules. None at all, a page not found: everything is allowed (2.3.1.3)."""
    try:
        answer = await caller.ask_anything(f"{origin}/robots.txt")
    except NetworkError:
        return Robots(origin, "", 0, clock.now())
    rules = answer.body.decode("utf-8", "replace").replace("\0", "") if answer.status == 200 else ""
    return Robots(origin, rules, answer.status, clock.now())
