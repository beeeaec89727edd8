"""Working through what has come in: many items a transaction, each in a part of its own that fails alone.

What needs another server first is put into a job of its own, so that a slow one makes nobody wait.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from collections.abc import Iterable, Sequence

from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.federation import services
from preau.federation.models import Policy, RemoteActor
from preau.federation.protocol.activities import Received, read_activity
from preau.jobs.services import task_named
from preau.kernel import clock

from .handlers import HANDLERS
from .incoming import NETWORK, Incoming

log = logging.getLogger(__name__)

READ = 200  # items read at once
GROUP = 0.1  # seconds after which a transaction ends: others write too
RUN = 20.0  # seconds after which a run ends, and asks for another one
LEASE = dt.timedelta(minutes=10)  # of an item that waits for another server
BACKOFF = (1, 5, 30, 180, 720)  # minutes before each new attempt; then it has failed
Read = tuple[InboundItem, Received]


def due() -> QuerySet[InboundItem]:
    """What waits to be read, in the order in which it came."""
    waiting = InboundItem.objects.filter(network=NETWORK, state=InboundState.NEW)
    return waiting.filter(Q(next_at=None) | Q(next_at__lte=clock.now())).order_by("pk")


def process_due(*, seconds: float = RUN) -> int:
    """Read what is due, for `seconds` at most. Gives how many items were read; another run is asked for where some
    are left."""
    started, number = time.monotonic(), 0
    while time.monotonic() - started < seconds:
        items = list(due()[:READ])
        if not items:
            return number
        number += _all(items)
    task_named("preau.federation.tasks.process_inbox").using(unique_key="inbox").enqueue()
    return number


def process_one(*, item_id: int) -> None:
    """Read one item that needs another server first. No transaction is open while that is asked."""
    item = InboundItem.objects.filter(pk=item_id, state=InboundState.NEW).first()
    if item is None:
        return
    received = _received(item)
    fetched: dict[str, object] = {}
    try:
        remote = _sender(item)
        handler = HANDLERS.get(received.kind)
        incoming = Incoming(item, received, remote, clock.now(), fetched) if remote else None
        if handler and incoming and not fault_of(incoming) and handler.wants(incoming):
            handler.fetch(incoming)
    except Exception as error:
        _fail(item, error)
        return
    _group([(item, received)], fetched=fetched)


def _all(items: Sequence[InboundItem]) -> int:
    """Parse without a transaction, then read in groups. A group that fails as a whole is read one by one."""
    waiting = [(item, _received(item)) for item in items]
    while waiting:
        started = len(waiting)
        try:
            waiting = waiting[_group(waiting) :]
        except DatabaseError:
            log.warning("a group of %s items is read one by one", started, exc_info=True)
            for read in waiting:
                _alone(read)
            waiting = []
    return len(items)


def _alone(read: Read) -> None:
    try:
        _group([read])
    except DatabaseError as error:
        _fail(read[0], error)


def _received(item: InboundItem) -> Received:
    try:
        return read_activity(json.loads(item.payload))
    except (ValueError, RecursionError):
        return read_activity(None)


@transaction.atomic
def _group(reads: Sequence[Read], *, fetched: dict[str, object] | None = None) -> int:
    """Read items until the time of a group is up: at least one. Gives how many."""
    started, outcome = time.monotonic(), Outcome()
    mine = due_of([item.pk for item, _ in reads], waits=fetched is not None)
    senders = _senders(item.sender for item, _ in reads)
    number = 0
    while number < len(reads) and (not number or time.monotonic() - started < GROUP):
        item, received = reads[number]
        number += 1
        if item.pk in mine:
            _read(item, received, senders.get(item.sender), outcome, fetched)
    outcome.write()
    return number


def due_of(ids: list[int], *, waits: bool) -> set[int]:
    """Those of `ids` that nobody else has read, or is reading."""
    found = InboundItem.objects.filter(pk__in=ids, state=InboundState.NEW)
    if not waits:
        found = found.filter(Q(next_at=None) | Q(next_at__lte=clock.now()))
    return set(found.select_for_update(skip_locked=True).values_list("pk", flat=True))


class Outcome:
    """What became of the items of a group, written in few statements."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.ignored: dict[str, list[int]] = {}
        self.asking: list[int] = []

    def write(self) -> None:
        now = clock.now()
        if self.done:
            _of(self.done).update(state=InboundState.DONE, processed_at=now, next_at=None, last_error="")
        for reason, ids in self.ignored.items():
            _of(ids).update(state=InboundState.IGNORED, processed_at=now, next_at=None, last_error=reason)
        if self.asking:
            _of(self.asking).update(next_at=now + LEASE)
            task_named("preau.federation.tasks.process_item").enqueue_many({"item_id": pk} for pk in self.asking)


def _of(ids: list[int]) -> QuerySet[InboundItem]:
    return InboundItem.objects.filter(pk__in=ids)


def _read(
    item: InboundItem,
    received: Received,
    remote: RemoteActor | None,
    outcome: Outcome,
    fetched: dict[str, object] | None,
) -> None:
    handler = HANDLERS.get(received.kind)
    if handler is None:
        outcome.ignored.setdefault("it is of a kind that changes nothing here", []).append(item.pk)
        return
    if remote is None and fetched is None:
        outcome.asking.append(item.pk)
        return
    try:
        with transaction.atomic():
            if remote is None:
                raise LookupError("who sent it can’t be found any more")
            incoming = Incoming(item, received, remote, clock.now(), fetched or {})
            reason = fault_of(incoming)
            if not reason and fetched is None and handler.wants(incoming):
                outcome.asking.append(item.pk)
                return
            reason = reason or handler.handle(incoming)
    except Exception as error:
        _fail(item, error)
        return
    if reason:
        outcome.ignored.setdefault(reason, []).append(item.pk)
    else:
        outcome.done.append(item.pk)


def fault_of(incoming: Incoming) -> str:
    """Why the item is not read at all, else ""."""
    if incoming.activity.actor != incoming.item.sender or incoming.activity.id != incoming.item.remote_id:
        return "its actor or its id is not what was proven"
    if incoming.remote.host.policy == Policy.BLOCKED:
        return "their server is blocked"
    return "they are no more" if incoming.remote.gone_at else ""


def _senders(uris: Iterable[str]) -> dict[str, RemoteActor]:
    known = RemoteActor.objects.select_related("host").filter(uri__in=set(uris))
    return {remote.uri: remote for remote in known}


def _sender(item: InboundItem) -> RemoteActor:
    """Who sent it, fetched where they aren't known. Raises what the fetching raises."""
    known = RemoteActor.objects.select_related("host").filter(uri=item.sender).first()
    return known or services.remote_actor(item.sender)


def _fail(item: InboundItem, error: Exception) -> None:
    """Write down why an item could not be read, and when it is tried again."""
    log.warning("item %s can’t be read", item.pk, exc_info=error)
    attempts = item.attempts + 1
    words = f"{type(error).__name__}: {error}"[:300]
    if attempts > len(BACKOFF):
        _of([item.pk]).update(
            state=InboundState.FAILED, attempts=attempts, last_error=words, processed_at=clock.now(), next_at=None
        )
        return
    at = clock.now() + dt.timedelta(minutes=BACKOFF[attempts - 1])
    _of([item.pk]).update(attempts=attempts, last_error=words, next_at=at)
