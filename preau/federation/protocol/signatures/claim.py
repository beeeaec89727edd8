from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from .request import Request

How = Literal["cavage", "rfc9421"]


@dataclass(frozen=True)
class Claim:
    """What a request says about who signed it, when, and what is covered. Nothing of it is proved yet."""

    how: How
    key_id: str
    algorithm: str  # "" where it is the key's to say
    covered: frozenset[str]  # in lower case; "(request-target)", "@method"…
    signed_at: dt.datetime | None  # only what the signature covers counts
    expires_at: dt.datetime | None
    signature: bytes
    base: bytes  # what was signed
    request: Request


def moment(seconds: int) -> dt.datetime | None:
    """The moment of a UNIX time; none where no calendar holds it."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None
