from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from preau.channels.models import Answer, Delivery
from preau.channels.selectors import origin_of
from preau.federation.models import Activity, Actor, Host, Parcel, ParcelState, Policy
from preau.federation.protocol import addresses
from preau.federation.protocol.context import CONTEXT
from preau.federation.protocol.signatures.request import authority_of
from preau.federation.selectors.actors import actor_address
from preau.federation.selectors.hosts import policies_of
from preau.jobs.services import NORMAL, task_named

BATCH = 500  # parcels that one job sends


@transaction.atomic
def activity_send(
    *,
    actor: Actor,
    kind: str,
    object_uri: str,
    document: Mapping[str, Any],
    inboxes: Iterable[str] | Mapping[str, int],
    delivery: Delivery | None = None,
    answer: Answer | None = None,
    priority: int = NORMAL,
) -> Activity:
    """Tell other servers something, in the caller's transaction: one activity, one parcel an inbox, and their jobs.

    What `document` does not say is added: "@context", "id", "type" and "actor". `inboxes` may say how many people each
    reaches; blocked servers get nothing. `delivery` and `answer`: what the parcels' fate is written on. With no inbox
    the activity is kept unsent.
    """
    uid = uuid.uuid4()
    said = {
        "@context": CONTEXT,
        "id": addresses.activity_uri(origin_of(actor.domain), uid),
        "type": kind,
        "actor": actor_address(actor),
        **document,
    }
    activity = Activity.objects.create(
        uid=uid,
        actor=actor,
        kind=kind,
        object_uri=object_uri,
        document=json.dumps(said, ensure_ascii=False),
        delivery=delivery,
        answer=answer,
    )
    parcels_write(activity, inboxes, priority)
    return activity


def parcels_write(activity: Activity, inboxes: Iterable[str] | Mapping[str, int], priority: int = NORMAL) -> None:
    """Add the parcels of `activity` that it does not have yet, and ask for their sending."""
    people = dict(inboxes) if isinstance(inboxes, Mapping) else dict.fromkeys(inboxes, 1)
    known = set(activity.parcels.filter(inbox__in=people).values_list("inbox", flat=True)) if people else set()
    names = {authority_of(inbox) for inbox in people} - {""}
    hosts = _hosts({name for name, policy in policies_of(names).items() if policy != Policy.BLOCKED})
    rows = [
        Parcel(activity=activity, host=hosts[authority_of(inbox)], inbox=inbox, people=number)
        for inbox, number in people.items()
        if inbox not in known and authority_of(inbox) in hosts
    ]
    rows.sort(key=lambda row: row.host_id)  # one job speaks to few hosts: each connection serves more
    made = Parcel.objects.bulk_create(rows, batch_size=BATCH)
    _ask(activity, [row.pk for row in made], priority)


def parcels_resume(activity: Activity, priority: int = NORMAL) -> None:
    """Ask once more for the sending of what waits of `activity`."""
    waiting = activity.parcels.filter(state__in=[ParcelState.PENDING, ParcelState.RETRYING])
    _ask(activity, list(waiting.order_by("pk").values_list("pk", flat=True)), priority)


def _ask(activity: Activity, ids: list[int], priority: int) -> None:
    batches = [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
    jobs = [{"activity_id": activity.pk, "first": batch[0], "last": batch[-1]} for batch in batches]
    task_named("preau.federation.tasks.send_parcels").using(priority=priority).enqueue_many(jobs)


def _hosts(names: set[str]) -> dict[str, Host]:
    found = {host.name: host for host in Host.objects.filter(name__in=names)}
    if new := names - set(found):
        Host.objects.bulk_create((Host(name=name) for name in new), ignore_conflicts=True)
        found |= {host.name: host for host in Host.objects.filter(name__in=new)}
    return found
