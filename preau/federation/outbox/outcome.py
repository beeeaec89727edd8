"""What another server's answer means, in words kept as msgids: French, translated where they are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from enum import Enum

from django.utils.translation import gettext_noop

from preau.federation.protocol.signatures import How

NO_ANSWER = gettext_noop("Ce serveur ne répond pas.")
NOT_NOW = gettext_noop("Ce serveur demande d’attendre.")
TROUBLE = gettext_noop("Ce serveur a eu un problème avec cet envoi.")
NOT_FOUND = gettext_noop("Ce serveur ne trouve pas cette boîte.")
GONE = gettext_noop("Cette boîte n’existe plus.")
REFUSED = gettext_noop("Ce serveur refuse cet envoi.")
UNWRITTEN = gettext_noop("Cet envoi n’a pas pu être signé.")
TIRED = gettext_noop("Ce serveur n’a pas pris cet envoi en cinq jours.")

MAX_WAIT = dt.timedelta(hours=12)  # that a Retry-After may ask for
# What proxies in front of a server that is down answer: RFC 9110, and Cloudflare's 52x and 530.
_DOWN = frozenset({502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530})
_FOR_NOW = frozenset({401, 408, 425})  # 401: most often they could not fetch our key just then


class Kind(Enum):
    DELIVERED = "delivered"
    LATER = "later"  # this parcel; others may fare better
    HOST_LATER = "host_later"  # the host asks for peace until `at`
    HOST_DOWN = "host_down"
    MISSING = "missing"  # not found: said twice, it is gone
    GONE = "gone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`signs`: the signature that was taken, where it was. `at`: when to come again, where the host said so."""

    kind: Kind
    words: str = ""
    at: dt.datetime | None = None
    signs: How | None = None

    def signed(self, how: How) -> Outcome:
        return replace(self, signs=how)


SILENT = Outcome(Kind.HOST_DOWN, NO_ANSWER)
UNSIGNED = Outcome(Kind.REFUSED, UNWRITTEN)


def of_answer(status: int, retry_after: str, now: dt.datetime) -> Outcome:
    """What the answer `status` to a POST means; `retry_after`: that header, or ""."""
    if 200 <= status < 300:
        return Outcome(Kind.DELIVERED)
    if status == 410:
        return Outcome(Kind.GONE, _with(GONE, status))
    if status == 404:
        return Outcome(Kind.MISSING, NOT_FOUND)
    at = moment_of(retry_after, now)
    if status == 429 or (status == 503 and at):
        return Outcome(Kind.HOST_LATER, _with(NOT_NOW, status), at=at)
    if status in _DOWN:
        return Outcome(Kind.HOST_DOWN, _with(NO_ANSWER, status))
    if status >= 500 or status < 400 or status in _FOR_NOW:
        return Outcome(Kind.LATER, _with(TROUBLE, status))
    return Outcome(Kind.REFUSED, _with(REFUSED, status))


def moment_of(retry_after: str, now: dt.datetime) -> dt.datetime | None:
    """When a Retry-After (RFC 9110, 10.2.3) says to come again: seconds or a date, within MAX_WAIT; else None."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return now + min(dt.timedelta(seconds=int(text[:9])), MAX_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=dt.UTC)
    return min(max(at, now), now + MAX_WAIT)


def _with(words: str, status: int) -> str:
    return f"{words}\n{status}"
