"""Keeping what was proved: its row, its job, and who sent it where they were not known. All or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from preau.channels.models import InboundItem
from preau.federation.models import Host
from preau.federation.services.remote import keep_actor
from preau.federation.services.remote.known import Owner, kept
from preau.jobs.services import task_named
from preau.kernel import clock

from .memory import Recent

NETWORK = "activitypub"
SEEN_EVERY = dt.timedelta(hours=1)  # how exact it must be when a server was last heard

_seen: Recent[str, bool] = Recent(most=5_000, seconds=SEEN_EVERY.total_seconds())


@dataclass(frozen=True)
class Arrival:
    """One activity, proved to be from `owner`."""

    id: str
    kind: str
    owner: Owner
    key_id: str
    host: str
    page_id: int | None
    payload: str


def keep_arrivals(arrivals: Sequence[Arrival]) -> None:
    """Keep each of `arrivals` once, whatever came before or comes at the same time; ask once for them to be read."""
    with transaction.atomic():
        ids = [arrival.id for arrival in arrivals]
        before = InboundItem.objects.filter(network=NETWORK, remote_id__in=ids).values_list("remote_id", flat=True)
        known = set(before)
        fresh = {arrival.id: arrival for arrival in arrivals if arrival.id not in known}
        if not fresh:
            return
        new = {arrival.key_id: arrival.owner for arrival in fresh.values() if arrival.owner.described}
        for owner in new.values():
            assert owner.described  # noqa: S101 — just filtered
            keep_actor(owner.described)
        InboundItem.objects.bulk_create([_row(arrival) for arrival in fresh.values()], ignore_conflicts=True)
        hosts = {arrival.host for arrival in fresh.values() if not _seen.get(arrival.host)}
        if hosts:
            Host.objects.filter(name__in=hosts).update(seen_at=clock.now())
        task_named("preau.federation.tasks.process_inbox").using(unique_key="inbox").enqueue()
    for key_id, owner in new.items():
        kept(key_id, owner)
    for host in hosts:
        _seen.put(host, True)


def _row(arrival: Arrival) -> InboundItem:
    return InboundItem(
        network=NETWORK,
        remote_id=arrival.id,
        kind=arrival.kind,
        sender=arrival.owner.uri,
        page_id=arrival.page_id,
        payload=arrival.payload,
    )
