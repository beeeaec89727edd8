"""From what came in to items: each stored once, its source noted, and said to those who listen."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from preau.channels.models import InboundItem, InboundState
from preau.connectors.listener import Said
from preau.kernel import clock
from preau.listening.inbound import LETTER, NETWORKS, said_in, source_id_of
from preau.listening.letters import letter_in
from preau.listening.models import Hearing, Item, Source, SourceKind
from preau.listening.signals import items_heard

from .keep import reading_ask

log = logging.getLogger(__name__)

READ = 100  # rows a transaction: others write too
OWN = (SourceKind.PASTE, SourceKind.MAIL)  # what these give is their board's alone
Arrival = tuple[InboundItem, Said]


def items_read() -> int:
    """Read all that waits, group by group, each in a transaction. Gives how many rows."""
    number = 0
    while rows := _group():
        number += rows
    return number


@transaction.atomic
def _group() -> int:
    waiting = InboundItem.objects.filter(network__in=NETWORKS, state=InboundState.NEW).order_by("pk")
    rows = list(waiting.select_for_update(skip_locked=True)[:READ])
    sources = Source.objects.in_bulk({source_id_of(row) for row in rows})
    by_source: dict[int, list[InboundItem]] = defaultdict(list)
    for row in rows:
        by_source[source_id_of(row)].append(row)
    for number, group in by_source.items():
        _read(sources.get(number), group)
    return len(rows)


def _read(source: Source | None, rows: list[InboundItem]) -> None:
    """Read the rows of one source together; where that fails, each on its own, so that one spoils no other."""
    if source is None:
        return _settle(rows, InboundState.IGNORED)
    try:
        with transaction.atomic():
            _store(source, rows)
    except Exception as error:  # whatever a stranger's words make us trip over: the queue must go on
        if len(rows) > 1:
            for row in rows:
                _read(source, [row])
            return None
        log.warning("inbound item %s could not be read (%s)", rows[0].pk, type(error).__name__)
        return _settle(rows, InboundState.FAILED, type(error).__name__)
    return _settle(rows, InboundState.DONE)


def _store(source: Source, rows: list[InboundItem]) -> None:
    arrivals = [(row, letter_in(row, source) if row.kind == LETTER else said_in(row)) for row in rows]
    items_store(source=source, arrivals=arrivals)


def items_store(*, source: Source, arrivals: Sequence[Arrival]) -> list[Item]:
    """Store what was said once, note that `source` gave it, and tell those who listen. Gives what is new there.

    In the caller's transaction.
    """
    Item.objects.bulk_create([_item(source, row, said) for row, said in arrivals], ignore_conflicts=True)
    wanted = {(said.network, said.remote_id) for _, said in arrivals}
    found = Item.objects.filter(remote_id__in={remote_id for _, remote_id in wanted}).order_by("pk")
    items = [item for item in found if (item.network, item.remote_id) in wanted]
    known = set(Hearing.objects.filter(source=source, item__in=items).values_list("item", flat=True))
    fresh = [item for item in items if item.pk not in known]
    Hearing.objects.bulk_create([Hearing(item=item, source=source, heard_at=clock.now()) for item in fresh])
    if fresh:
        items_heard.send(sender=Item, items=fresh, source=source)
    return fresh


def _item(source: Source, row: InboundItem, said: Said) -> Item:
    now = clock.now()
    return Item(
        network=said.network,
        remote_id=said.remote_id,
        source=source,
        board_id=source.board_id if source.kind in OWN else None,
        inbound=row,
        url=said.url,
        title=said.title,
        text=said.text,
        author_id=said.author_id[:500],
        author_name=said.author_name,
        author_url=said.author_url,
        outlet=said.outlet,
        language=said.language,
        said_at=min(said.said_at or now, now),
        heard_at=now,
    )


def _settle(rows: list[InboundItem], state: InboundState, error: str = "") -> None:
    numbers = [row.pk for row in rows]
    InboundItem.objects.filter(pk__in=numbers).update(state=state, last_error=error, processed_at=clock.now())


def reading_recover() -> None:
    """Ask for a reading where anything waits: a worker died, or the machine did."""
    if InboundItem.objects.filter(network__in=NETWORKS, state=InboundState.NEW).exists():
        reading_ask()
