"""What tests of the way out share: people elsewhere, who follow."""

from __future__ import annotations

import datetime as dt
import itertools

from django.utils import timezone

from preau.channels.services import hosted_channel
from preau.federation.models import Actor, Follower, Host, Parcel, RemoteActor
from preau.federation.services import actor_for
from preau.federation.services.parcels import due_send
from preau.institutions.models import Page

_numbers = itertools.count(1)


def somebody(inbox: str, shared: str = "", **fields: object) -> RemoteActor:
    """A person on another server, known here already."""
    number, origin = next(_numbers), inbox.rpartition("/")[0]
    host, _ = Host.objects.get_or_create(name=inbox.split("/")[2])
    facts = {"fetched_at": timezone.now(), "username": f"lectrice{number}", **fields}
    uri = f"{origin}/lectrice/{number}"
    return RemoteActor.objects.create(uri=uri, host=host, inbox=inbox, shared_inbox=shared, **facts)


def follower(page: Page, inbox: str, shared: str = "", **fields: object) -> Follower:
    """Somebody elsewhere who follows `page`, accepted."""
    hosted_channel(page=page, network="activitypub")
    return Follower.objects.create(actor=actor_for(page), remote=somebody(inbox, shared), **fields)


def actor_of(page: Page) -> Actor:
    return Actor.objects.get(page=page)


def later() -> None:
    """The time has come at which all that waits, and every server that is left in peace, is tried again."""
    now = timezone.now()
    Host.objects.filter(next_at__isnull=False).update(next_at=now)
    Parcel.objects.filter(next_at__isnull=False).update(next_at=now)
    Parcel.objects.update(created_at=now - dt.timedelta(minutes=1))
    due_send()
