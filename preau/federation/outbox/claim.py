"""Which parcels are due, and which of them become a worker's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from preau.federation.models import Host, Parcel, ParcelState, Policy

from .lines import Waiting

LEASE = dt.timedelta(minutes=1)  # longer than every time-out of one parcel together
AGAIN = [ParcelState.RETRYING, ParcelState.SENDING]  # SENDING: its worker died; the same activity may be sent again


def _free(now: dt.datetime) -> Q:
    return Q(state=ParcelState.PENDING) | Q(state__in=AGAIN, next_at__lte=now)


def due(parcels: QuerySet[Parcel], now: dt.datetime) -> QuerySet[Parcel]:
    """Those to send now: of hosts that are open, and not left in peace until later."""
    rests = Q(host__next_at__isnull=True) | Q(host__next_at__lte=now)
    return parcels.filter(_free(now), rests).exclude(host__policy=Policy.BLOCKED)


def claim(chosen: Sequence[Waiting], probed: Iterable[int], now: dt.datetime) -> set[int]:
    """Mark as being sent those of `chosen` that nobody else has; gives their ids. In the caller's transaction.

    `probed`: the hosts of which nobody knows whether they live. One worker tries one parcel, the others stay away.
    """
    denied = {host_id for host_id in probed if not _may_probe(host_id, now)}
    wanted = [parcel.id for parcel in chosen if parcel.host_id not in denied]
    if not wanted:
        return set()
    # What goes to one inbox goes in its order: an edit never overtakes what it edits.
    ahead = Parcel.objects.filter(host=OuterRef("host"), inbox=OuterRef("inbox"), state=ParcelState.SENDING)
    free = Parcel.objects.filter(_free(now), pk__in=wanted).exclude(Exists(ahead.exclude(pk=OuterRef("pk"))))
    mine = {parcel.pk for parcel in free.select_for_update(skip_locked=True).only("pk")}
    if mine:
        changes = {"state": ParcelState.SENDING, "attempts": F("attempts") + 1, "next_at": now + LEASE}
        Parcel.objects.filter(pk__in=mine).update(**changes)
    return mine


def _may_probe(host_id: int, now: dt.datetime) -> bool:
    return bool(Host.objects.filter(pk=host_id, next_at__lte=now).update(next_at=now + LEASE))
