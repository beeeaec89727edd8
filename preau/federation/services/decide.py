"""What a person decides about parcels: sent once more, or not at all."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from preau.federation.models import Host, Parcel, ParcelState
from preau.kernel import clock

WAITING = [ParcelState.PENDING, ParcelState.RETRYING]


@transaction.atomic
def parcels_again(parcels: QuerySet[Parcel]) -> None:
    """Put those that failed back, with all their time, and ask their servers at once whether they are there."""
    failed = parcels.filter(state=ParcelState.FAILED)
    hosts = set(failed.values_list("host", flat=True))
    now = clock.now()
    failed.update(state=ParcelState.PENDING, attempts=0, next_at=None, last_error="", created_at=now)
    Host.objects.filter(pk__in=hosts, next_at__gt=now).update(next_at=now)


def delivery_again(*, delivery_id: int) -> None:
    """Put back what failed of a delivery; inboxes that are no more did not fail, they are nobody's."""
    parcels_again(Parcel.objects.filter(activity__delivery=delivery_id))


def delivery_cancel(*, delivery_id: int) -> None:
    """What has not gone out of a delivery stays here."""
    waiting = Parcel.objects.filter(activity__delivery=delivery_id, state__in=WAITING)
    waiting.update(state=ParcelState.CANCELLED, next_at=None)
