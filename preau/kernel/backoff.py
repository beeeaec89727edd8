"""How long to wait before trying again what another machine did not take."""

from __future__ import annotations

import datetime as dt

# Minutes before each new attempt: quick at first, then a day and a half in all.
BACKOFF = (1, 5, 15, 60, 180, 360, 720, 1440)


def backoff(attempts: int) -> dt.timedelta | None:
    """How long to wait after the `attempts`-th attempt (from 1); None once it is time to give up."""
    return dt.timedelta(minutes=BACKOFF[attempts - 1]) if attempts <= len(BACKOFF) else None
