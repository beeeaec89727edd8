from __future__ import annotations

import datetime as dt

from preau.kernel import clock
from preau.subscriptions.models import Subscriber, Subscription

UNCONFIRMED_KEPT = dt.timedelta(days=7)


def unconfirmed_erase() -> int:
    """Erase what nobody confirmed within UNCONFIRMED_KEPT: a stranger's address, perhaps. Gives how many people."""
    before = clock.now() - UNCONFIRMED_KEPT
    Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=before).delete()
    nobody = Subscriber.objects.filter(confirmed_at__isnull=True, created_at__lt=before, subscriptions__isnull=True)
    return nobody.delete()[1].get("subscriptions.Subscriber", 0)
