"""A post on its way: published by its own page's actor, announced by those of the other pages that show it."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from preau.channels.models import Delivery
from preau.channels.selectors import origin_of
from preau.channels.services.plan import priority_of
from preau.federation.documents import create_document, post_document, tombstone_document
from preau.federation.models import Activity, Actor, Parcel, ParcelState
from preau.federation.protocol import addresses
from preau.federation.protocol.context import PUBLIC, standing
from preau.federation.selectors.audience import Inboxes, follower_inboxes, holders, reaction_inboxes, untried
from preau.kernel import clock
from preau.posts.models import Post, PostState

from .activity_send import activity_send, parcels_resume
from .actors import actor_for

WAITING = [ParcelState.PENDING, ParcelState.RETRYING]
_OWNERS = ("page__domain", "page__institution", "page__official")


@transaction.atomic
def delivery_write(*, delivery_id: int) -> Activity | None:
    """Write what a delivery sends, and ask for its sending; where that was done, only for what of it still waits.

    Gives None where there is nobody to send to, or the post was withdrawn in the meantime.
    """
    delivery = Delivery.objects.select_related("channel__page__domain").get(pk=delivery_id)
    # Locked: an edit and a withdrawal come wholly before this, or find all that it writes.
    post = Post.objects.select_for_update(of=("self",)).select_related(*_OWNERS).get(pk=delivery.post_id)
    if post.state != PostState.PUBLISHED:
        return None
    activity = Activity.objects.filter(delivery=delivery).first()
    if activity is not None:
        parcels_resume(activity, priority_of(post))
        return activity
    actor = actor_for(delivery.channel.page)
    inboxes = follower_inboxes(actor)
    if not inboxes:
        return None
    is_own = actor.page_id == post.page_id
    return activity_send(
        actor=actor,
        kind="Create" if is_own else "Announce",
        object_uri=uri_of(post),
        document=create_document(post) if is_own else _announce(actor, post),
        inboxes=inboxes,
        delivery=delivery,
        priority=priority_of(post),
    )


def uri_of(post: Post) -> str:
    return addresses.post_uri(origin_of(post.page.domain), post.pk)


def _announce(actor: Actor, post: Post) -> dict[str, Any]:
    origin = origin_of(actor.domain)
    author = addresses.actor_uri(origin_of(post.page.domain), post.page_id)
    return {
        "object": uri_of(post),
        "published": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "to": [PUBLIC],
        "cc": [addresses.followers_uri(origin, actor.page_id or 0), author],
    }


@transaction.atomic
def post_update(*, post: Post) -> None:
    """Tell an edit to those who have the post. What has not gone out yet is brought up to date instead."""
    actor = _author(post)
    if actor is None:
        return
    said = _said(post)
    creates = said.filter(kind="Create")
    _locked(creates)
    creates.update(document=json.dumps(standing(create_document(post)), ensure_ascii=False))
    _cancel(said.filter(kind="Update"))
    _tell(actor, "Update", post, post_document(post))


@transaction.atomic
def post_delete(*, post: Post) -> None:
    """Ask those who may have a withdrawn post to forget it. What has not gone out yet stays here."""
    actor = _author(post)
    if actor is None:
        return
    _cancel(_said(post))
    _tell(actor, "Delete", post, tombstone_document(post))


@transaction.atomic
def announce_undo(*, post: Post, page_id: int) -> None:
    """Take back what the page's actor announced of `post`, wherever it went."""
    announces = _said(post).filter(kind="Announce", actor__page=page_id, delivery__isnull=False)
    for announce in announces.select_related("actor__domain"):
        _cancel(Activity.objects.filter(pk=announce.pk))
        said = json.loads(announce.document)
        document = {"object": {k: v for k, v in said.items() if k != "@context"}, "to": said["to"], "cc": said["cc"]}
        inboxes = holders([announce])
        if inboxes:
            activity_send(
                actor=announce.actor, kind="Undo", object_uri=uri_of(post), document=document, inboxes=inboxes
            )
        Activity.objects.filter(pk=announce.pk).update(delivery=None)  # announced again, it would be anew


def _author(post: Post) -> Actor | None:
    """None where nobody on other servers can have seen the post."""
    return Actor.objects.select_related("domain", "page").filter(page=post.page_id).first()


def _said(post: Post) -> QuerySet[Activity]:
    return Activity.objects.filter(object_uri=uri_of(post), kind__in=["Create", "Update", "Announce"])


def _locked(activities: QuerySet[Activity]) -> list[Parcel]:
    """What waits, kept from leaving until the end of the transaction: a parcel reads its document after it is taken."""
    waiting = Parcel.objects.filter(activity__in=activities, state__in=WAITING)
    return list(waiting.select_for_update(of=("self",)).order_by("pk").only("pk"))


def _cancel(activities: QuerySet[Activity]) -> None:
    Parcel.objects.filter(activity__in=activities, state__in=WAITING).update(state=ParcelState.CANCELLED, next_at=None)


def _tell(actor: Actor, kind: str, post: Post, about: dict[str, Any]) -> None:
    inboxes = _audience(actor, post)
    if not inboxes:
        return
    followers = addresses.followers_uri(origin_of(actor.domain), post.page_id)
    document = {"object": about, "to": [PUBLIC], "cc": [followers]}
    activity_send(
        actor=actor,
        kind=kind,
        object_uri=uri_of(post),
        document=document,
        inboxes=inboxes,
        priority=priority_of(post),
    )


def _audience(actor: Actor, post: Post) -> Inboxes:
    """Followers, who may have looked the post up; servers to which it went, or that keep a copy of it. But not those
    to which it surely did not go yet."""
    said = list(_said(post))
    reached = holders(said)
    unreached = untried(activity for activity in said if activity.kind == "Create") - set(reached)
    everybody = {**reached, **reaction_inboxes(post.pk), **follower_inboxes(actor)}
    return {inbox: people for inbox, people in everybody.items() if inbox not in unreached}
