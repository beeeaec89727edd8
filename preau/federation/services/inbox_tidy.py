"""How long what came in is kept: as long as the work needs it, no longer."""

from __future__ import annotations

import datetime as dt

from django.db.models import Model, Q, QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.federation.models import TakenBack
from preau.kernel import clock

PAYLOAD = dt.timedelta(days=7)  # what was sent, after it was read: to understand what went wrong
ROW = dt.timedelta(days=30)  # that it was sent; a signature is good for an hour, so nothing can be replayed after
LATE = dt.timedelta(days=7)  # how much later than its deletion something may arrive
LASTING = ("Create", "Flag")  # kinds of which the row stays: messages and reports came from it
BATCH = 1000  # rows a statement: others write too


def inbox_tidy() -> None:
    """Empty and delete what is no longer needed. Safe to run again."""
    now = clock.now()
    read = InboundItem.objects.filter(network="activitypub", state__in=[InboundState.DONE, InboundState.IGNORED])
    for ids in _batches(read.filter(processed_at__lt=now - PAYLOAD).exclude(payload="")):
        InboundItem.objects.filter(pk__in=ids).update(payload="")
    for ids in _batches(read.filter(~Q(kind__in=LASTING) | Q(state=InboundState.IGNORED), processed_at__lt=now - ROW)):
        InboundItem.objects.filter(pk__in=ids).delete()
    for ids in _batches(TakenBack.objects.filter(at__lt=now - LATE)):
        TakenBack.objects.filter(pk__in=ids).delete()


def _batches(rows: QuerySet[Model]):  # type: ignore[no-untyped-def]
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
