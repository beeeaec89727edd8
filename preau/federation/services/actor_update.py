from __future__ import annotations

import json

from django.db import transaction

from preau.channels.selectors import origin_of
from preau.federation.documents import actor_document
from preau.federation.models import Activity, Actor, Parcel, ParcelState
from preau.federation.protocol import addresses
from preau.federation.protocol.context import PUBLIC
from preau.federation.selectors.actors import actor_address
from preau.federation.selectors.audience import follower_inboxes
from preau.institutions.models import Page

from .activity_send import activity_send

WAITING = [ParcelState.PENDING, ParcelState.RETRYING]


@transaction.atomic
def actor_update(*, page: Page) -> None:
    """Tell the followers of a page how it presents itself now, where that is not what they were told last."""
    actor = Actor.objects.select_related("domain", "page__domain").filter(page=page).first()
    if actor is None or not page.is_open:
        return
    inboxes = follower_inboxes(actor)
    about = actor_document(actor)
    uri = actor_address(actor)
    told = Activity.objects.filter(actor=actor, kind="Update", object_uri=uri).order_by("pk")
    newest = told.last()
    if not inboxes or (newest and json.loads(newest.document)["object"] == json.loads(json.dumps(about))):
        return
    Parcel.objects.filter(activity__in=told, state__in=WAITING).update(state=ParcelState.CANCELLED, next_at=None)
    followers = addresses.followers_uri(origin_of(actor.domain), page.pk)
    document = {"object": about, "to": [PUBLIC], "cc": [followers]}
    activity_send(actor=actor, kind="Update", object_uri=uri, document=document, inboxes=inboxes)
