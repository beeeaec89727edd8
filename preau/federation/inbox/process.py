"""Working through what has come in: many items a transaction, each in a part of its own that fails alone.

What needs another server first is put into a job of its own, so that a slow one makes nobody wait.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from django.db import Error, transaction
from django.db.models import Q, QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.federation.services.remote import RemoteGone, RemoteRefused
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.kernel.once import together

from .circle import Circle, Read
from .incoming import NETWORK
from .outcome import Outcome, fail
from .reading import ask, read_one, received

log = logging.getLogger(__name__)

READ = 200  # items read at once
GROUP = 0.2  # seconds after which a transaction ends: others write too
RUN = 20.0  # seconds after which a run ends, and asks for another one


def due() -> QuerySet[InboundItem]:
    """What waits to be read, in the order in which it came."""
    waiting = InboundItem.objects.filter(network=NETWORK, state=InboundState.NEW)
    return waiting.filter(Q(next_at=None) | Q(next_at__lte=clock.now())).order_by("pk")


def process_due(*, seconds: float = RUN) -> int:
    """Read what is due, for about `seconds`, and ask for another run where more may be left. Gives how many items."""
    started, number = time.monotonic(), 0
    while items := list(due()[:READ]):
        if time.monotonic() - started > seconds:
            ask_where_due()
            break
        _in_groups(items)
        number += len(items)
    return number


def ask_where_due() -> None:
    """Ask for a run where anything waits: after the one that may be under way, never beside it."""
    if due().exists():
        task_named("preau.federation.tasks.process_inbox").using(unique_key="inbox").enqueue()


def process_one(*, item_id: int) -> None:
    """Read one item for which another server has to be asked first. No transaction is open while that is asked."""
    item = InboundItem.objects.filter(pk=item_id, state=InboundState.NEW).first()
    if item is None:
        return
    read = received(item)
    try:
        fetched = ask(item, read)
    except (RemoteGone, RemoteRefused) as error:  # asking again would change nothing
        _nothing(item, f"{type(error).__name__}: {error}"[:300])
    except Exception as error:
        fail(item, error)
    else:
        _group([(item, read)], Circle([(item, read)]), fetched=fetched)


def _nothing(item: InboundItem, reason: str) -> None:
    outcome = Outcome()
    outcome.note(item, reason)
    outcome.write()


def _in_groups(items: Sequence[InboundItem]) -> None:
    """Parse without a transaction, then read in groups. A group that fails as a whole is read one by one."""
    waiting = [(item, received(item)) for item in items]
    circle = Circle(waiting)
    while waiting:
        try:
            waiting = waiting[_group(waiting, circle) :]
        except Error:
            log.warning("%s items are read one by one", len(waiting), exc_info=True)
            for read in waiting:
                _alone(read)
            return


def _alone(read: Read) -> None:
    try:
        _group([read], Circle([read]))
    except Error as error:
        fail(read[0], error)


@together()
@transaction.atomic
def _group(reads: Sequence[Read], circle: Circle, *, fetched: dict[str, Any] | None = None) -> int:
    """Read items until the time of a group is up: at least one. Gives how many."""
    started, outcome, number = time.monotonic(), Outcome(), 0
    mine = _mine([item.pk for item, _ in reads], was_asked=fetched is not None)
    while number < len(reads) and (not number or time.monotonic() - started < GROUP):
        item, read = reads[number]
        number += 1
        if item.pk in mine:
            read_one(item, read, circle, outcome, fetched)
    outcome.write()
    return number


def _mine(ids: list[int], *, was_asked: bool) -> set[int]:
    """Those of `ids` that nobody else has read, reads now, or waits for another server with."""
    found = InboundItem.objects.filter(pk__in=ids, state=InboundState.NEW)
    if not was_asked:
        found = found.filter(Q(next_at=None) | Q(next_at__lte=clock.now()))
    return set(found.select_for_update(skip_locked=True).values_list("pk", flat=True))
