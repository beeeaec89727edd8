"""Which sources are due, and become this worker's own for a while."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from preau.kernel import clock
from preau.listening import selectors
from preau.listening.models import Source

PER_SITE = 5  # sources of one host, one after the other
BATCH = 40
LOOK_AHEAD = 400
LEASE = dt.timedelta(
    minutes=10
)  # longer than a batch: PER_SITE × (ask.WHOLE + a pause), and BATCH / ask.AT_ONCE of them


def origin_of(source: Source) -> str:
    """Scheme, host and port of what is fetched; nothing where its address is none."""
    try:
        parts = urlsplit(source.address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


@transaction.atomic
def sources_claim() -> list[Source]:
    """Take sources that are due, the longest first, few of one host. A worker that dies leaves them to the next."""
    now = clock.now()
    chosen: list[Source] = []
    each = Counter[str]()
    for source in selectors.due(now).select_for_update(skip_locked=True, of=("self",))[:LOOK_AHEAD]:
        origin = origin_of(source)
        if each[origin] < PER_SITE and len(chosen) < BATCH:
            each[origin] += 1
            chosen.append(source)
    mine = Source.objects.filter(pk__in=[source.pk for source in chosen])
    mine.update(claimed_until=now + LEASE, claims=F("claims") + 1)
    return list(mine)
