"""Reading what was heard before a watch was made: in shares, each a job of its own, that go on where they stopped."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from preau.jobs.services import task_named
from preau.kernel import clock
from preau.listening.models import Hearing, Item, PastState, SourceKind, Watch, WatchSource

from .loaded import load
from .match import mentions_find

BACK = dt.timedelta(days=30)
SHARE = 300  # items


def past_begin(watch: Watch) -> None:
    """Have `watch` read the last days, from the newest item on. In the caller's transaction."""
    newest = Item.objects.order_by("-pk").values_list("pk", flat=True).first()
    watch.past_state = PastState.WAITING if newest else PastState.DONE
    watch.past_before = (newest or 0) + 1
    watch.past_read = 0
    watch.past_total = Item.objects.filter(heard_at__gte=clock.now() - BACK).count()
    watch.save(update_fields=["past_state", "past_before", "past_read", "past_total"])
    if newest:
        _go_on(watch.pk)


def _go_on(watch_id: int) -> None:
    task_named("preau.listening.tasks.read_past").using(unique_key=f"listening:past:{watch_id}").enqueue(
        watch_id=watch_id
    )


@transaction.atomic
def past_read(*, watch_id: int) -> None:
    """One share of what is left; asks for the next one. Does nothing where nothing is left."""
    watch = Watch.objects.select_for_update(of=("self",)).select_related("institution").filter(pk=watch_id).first()
    if watch is None or watch.past_state == PastState.DONE or not watch.is_active:
        return
    rows = Item.objects.filter(pk__lt=watch.past_before or 0, heard_at__gte=clock.now() - BACK)
    items = list(rows.order_by("-pk")[:SHARE])
    heard = _heard_by(watch, items)
    mentions_find(items=heard, using=load("", [watch.pk]), allowed={watch.pk})
    watch.past_read += len(items)
    watch.past_state = PastState.READING if len(items) == SHARE else PastState.DONE
    watch.past_before = items[-1].pk if items else 0
    watch.save(update_fields=["past_state", "past_before", "past_read"])
    if watch.past_state == PastState.READING:
        _go_on(watch.pk)


def _heard_by(watch: Watch, items: list[Item]) -> list[Item]:
    """Those of `items` that a source of the watch gave, or people of its board, the oldest first."""
    board = int(watch.institution.path.split("/")[1])
    chosen = set(WatchSource.objects.filter(watch=watch).values_list("source", flat=True))
    given = Hearing.objects.filter(item__in=items, source__in=chosen).values_list("item", flat=True)
    heard = set(given)
    ours = Hearing.objects.filter(item__in=items, source__kind__in=(SourceKind.PASTE, SourceKind.MAIL))
    heard |= set(ours.filter(source__board=board).values_list("item", flat=True))
    return [item for item in reversed(items) if item.pk in heard]
