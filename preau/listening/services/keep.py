"""What a source gave, stored before anybody interprets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from preau.channels.models import InboundItem
from preau.connectors.listener import Said
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.listening.inbound import row_for
from preau.listening.models import Hearing, Source

TOO_OLD = dt.timedelta(days=30)  # older than this when we first hear it, nobody waits for it


def entries_keep(*, source: Source, entries: Iterable[Said]) -> int:
    """Add a row for each thing that `source` has not given before, and ask for them to be read. How many it gave.

    In the caller's transaction.
    """
    since = clock.now() - TOO_OLD
    fresh = {(str(said.network), said.remote_id): said for said in entries if not said.said_at or said.said_at > since}
    ids = {remote_id for _, remote_id in fresh}
    known = Hearing.objects.filter(source=source, item__remote_id__in=ids)
    for pair in known.values_list("item__network", "item__remote_id"):
        fresh.pop(pair, None)
    if fresh:
        InboundItem.objects.bulk_create([row_for(source, said) for said in fresh.values()], ignore_conflicts=True)
        reading_ask()
    return len(fresh)


def reading_ask() -> None:
    """Ask for what waits to be read: after the reading that may be under way, never beside it."""
    task_named("preau.listening.tasks.read_items").using(unique_key="listening:read").enqueue()
