"""Sending what is due, then writing on deliveries and answers how they stand."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from preau.federation.models import Parcel, ParcelState, Policy
from preau.federation.outbox.run import Run
from preau.federation.outbox.settle import WAITING, expire
from preau.jobs.services import task_named
from preau.kernel import clock

from .tally import tally

BLOCKED_AT_ONCE = 2000
BEHIND = dt.timedelta(seconds=1)  # until what another worker has on its way to the same inbox has most likely arrived
OWN_JOB = dt.timedelta(seconds=30)  # in which the job of a new parcel has its turn, in the order of priorities


def parcels_send(*, activity_id: int, first: int, last: int) -> None:
    """Send those of an activity's parcels, from number `first` to `last`, that are due."""
    run = Run(Parcel.objects.filter(activity=activity_id, pk__gte=first, pk__lte=last)).go()
    tally({activity_id})
    if run.is_cut or run.stood_back:
        at = None if run.is_cut else clock.now() + BEHIND
        again = task_named("preau.federation.tasks.send_parcels").using(run_at=at)
        again.enqueue(activity_id=activity_id, first=first, last=last)


def due_send() -> None:
    """Send whatever is due of all activities: second attempts, hosts that may be back, what a dead worker held."""
    now = clock.now()
    with transaction.atomic():
        ended = expire(now) | _blocked_cancel()
    fresh = Q(state=ParcelState.PENDING, created_at__gt=now - OWN_JOB)
    run = Run(Parcel.objects.exclude(fresh)).go()
    tally(ended | run.activities)
    if run.is_cut:
        task_named("preau.federation.tasks.send_due").using(unique_key="federation.due").enqueue()


def _blocked_cancel() -> set[int]:
    """What waits for a server that was blocked since stays here."""
    waiting: QuerySet[Parcel] = Parcel.objects.filter(state__in=WAITING, host__policy=Policy.BLOCKED)
    rows = dict(waiting.values_list("pk", "activity_id")[:BLOCKED_AT_ONCE])
    Parcel.objects.filter(pk__in=rows).update(state=ParcelState.CANCELLED, next_at=None)
    return set(rows.values())
