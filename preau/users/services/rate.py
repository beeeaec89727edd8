"""How often one place does one thing. Rows, not the shared cache: that one forgets at random once many places speak."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.utils.crypto import salted_hmac

from preau.kernel import clock
from preau.users.models import RateCount

HOUR = dt.timedelta(hours=1)
# One statement, since two that count at the same moment must both be counted: the ORM has no such insertion.
COUNT = """INSERT INTO users_ratecount (key, count, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET count = users_ratecount.count + 1 RETURNING count"""


def counted(*, what: str, who: str, window: dt.timedelta = HOUR) -> int:
    """Count one more `what` of `who` (an address, a mailbox), and say how many that makes in this window.

    In the caller's transaction: what is rolled back was not counted. Windows begin with the clock, not with the first.
    """
    number = clock.now().timestamp() // window.total_seconds()
    key = salted_hmac("preau.rate", f"{what} {who} {number}", algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, connection.ops.adapt_datetimefield_value(clock.now() + window)])
        return int(cursor.fetchone()[0])


def window_left(window: dt.timedelta = HOUR) -> int:
    """Seconds until the window that runs now is over."""
    length = int(window.total_seconds())
    return length - int(clock.now().timestamp()) % length


def counts_forget() -> int:
    """Erase the counts of windows that are over. Gives how many."""
    return RateCount.objects.filter(ends_at__lt=clock.now()).delete()[0]
