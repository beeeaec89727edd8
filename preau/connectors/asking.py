"""Asking a server politely, and what its refusals mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum

from preau.connectors.base import Reconnect, Refused, TryLater
from preau.kernel import clock
from preau.kernel.http import AddressRefused, Fetched, FetchError, TooLarge, fetch

MAX_BYTES = 1_000_000
LONGEST_WAIT = dt.timedelta(days=1)  # that a server may ask for: beyond, it is asked once a day


class Reason(StrEnum):
    """Why nothing was heard. A detail may follow after a colon: "status:500"."""

    SILENT = "silent"
    STATUS = "status"
    BUSY = "busy"  # too many questions, or it is being mended
    NOT_FOUND = "not_found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    ROBOTS = "robots"
    TOO_LARGE = "too_large"
    INSIDE = "inside"  # the address, or where it leads, may not be called
    NO_FEED = "no_feed"
    UNREADABLE = "unreadable"
    NEEDS_KEY = "needs_key"


class Ended(Refused):
    """For good, and at once: it is gone, or is not to be asked."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and within which bounds."""

    agent: str
    allow_loopback: bool = False
    timeout: float = 20.0  # seconds, for one answer whole
    max_bytes: int = MAX_BYTES

    async def ask(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """GET `url`: an answer of 200, or of 304 where validators were sent. Raises a `NetworkError`."""
        answer = await self.ask_anything(url, headers)
        if answer.status in (200, 304):
            return answer
        raise error_for(answer.status, answer.headers)

    async def ask_anything(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """GET `url`: an answer of any status. Raises TryLater or Refused where there is none."""
        try:
            return await fetch(
                url,
                max_bytes=self.max_bytes,
                timeout=self.timeout,
                allow_loopback=self.allow_loopback,
                headers={"User-Agent": self.agent, **(headers or {})},
            )
        except AddressRefused as error:
            raise Refused(Reason.INSIDE) from error
        except TooLarge as error:
            raise Refused(Reason.TOO_LARGE) from error
        except FetchError as error:
            raise TryLater(Reason.SILENT) from error


def error_for(status: int, headers: Mapping[str, str]) -> Exception:
    """What an answer that is neither 200 nor 304 means."""
    if status == 410:
        return Ended(Reason.GONE)
    if status == 404:
        return Refused(Reason.NOT_FOUND)
    if status == 401:
        return Reconnect(Reason.NEEDS_KEY)
    if status == 403:
        return Refused(Reason.FORBIDDEN)
    if status in (429, 503):
        return TryLater(Reason.BUSY, at=retry_after(headers))
    return TryLater(f"{Reason.STATUS}:{status}")


def retry_after(headers: Mapping[str, str]) -> dt.datetime | None:
    """The moment that `Retry-After` (RFC 9110, 10.2.3) names: seconds or a date. At most a day from now."""
    given = headers.get("retry-after", "").strip()
    now = clock.now()
    if given.isascii() and given.isdecimal():
        return now + min(dt.timedelta(seconds=min(int(given[:9]), 10**6)), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(given)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(moment, now + LONGEST_WAIT) if moment > now else None


def bounded(moment: dt.datetime | None) -> dt.datetime | None:
    """`moment`, at most a day from now, where it is still to come."""
    now = clock.now()
    return min(moment, now + LONGEST_WAIT) if moment and moment > now else None
