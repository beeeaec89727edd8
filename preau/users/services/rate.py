"""How often one place does one thing. Rows, not the shared cache: that one forgets at random once many places speak."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils.crypto import salted_hmac

from preau.kernel import clock
from preau.users.models import RateCount

HOUR = dt.timedelta(hours=1)


def counted(*, what: str, who: str, window: dt.timedelta = HOUR) -> int:
    """Count one more `what` of `who` (an address, a mailbox), and say how many that makes in this window.

    In the caller's transaction: what is rolled back was not counted. Windows begin with the clock, not with the first.
    """
    number = clock.now().timestamp() // window.total_seconds()
    key = salted_hmac("preau.rate", f"{what} {who} {number}", algorithm="sha256").hexdigest()
    rows = RateCount.objects.filter(pk=key)
    if not rows.update(count=F("count") + 1):
        RateCount.objects.bulk_create([RateCount(pk=key, ends_at=clock.now() + window)], ignore_conflicts=True)
        rows.update(count=F("count") + 1)
    return rows.values_list("count", flat=True).get()


def window_left(window: dt.timedelta = HOUR) -> int:
    """Seconds until the window that runs now is over."""
    length = int(window.total_seconds())
    return length - int(clock.now().timestamp()) % length


def counts_forget() -> int:
    """Erase the counts of windows that are over. Gives how many."""
    return RateCount.objects.filter(ends_at__lt=clock.now()).delete()[0]
