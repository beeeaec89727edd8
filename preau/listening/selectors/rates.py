"""How often an institution is spoken of, by the hour."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.db.models.functions import TruncHour

from preau.listening.models import Mention, Watch

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def counts_by_hour(institution_id: int, since: dt.datetime) -> dict[dt.datetime, int]:
    """How many items spoke of it in each hour since then, by the beginning of the hour; hours without any left out."""
    rows = Mention.objects.filter(institution=institution_id, at__gte=since).order_by()
    hours = rows.values(hour=TruncHour("at", tzinfo=dt.UTC)).annotate(items=Count("item", distinct=True))
    return {row["hour"]: row["items"] for row in hours}


def same_hours(counts: dict[dt.datetime, int], until: dt.datetime, hours: int) -> int:
    """How many in the hour of `until` and those before it, `hours` in all."""
    last = until.replace(minute=0, second=0, microsecond=0)
    return sum(counts.get(last - HOUR * back, 0) for back in range(hours))


def watched_since(institution_id: int, now: dt.datetime) -> dt.datetime:
    """From when on what was said of it is known."""
    made = Watch.objects.filter(institution=institution_id).aggregate(first=Min("created_at"))["first"]
    first = Mention.objects.filter(institution=institution_id).aggregate(first=Min("at"))["first"]
    return min([moment for moment in (made, first) if moment], default=now)
