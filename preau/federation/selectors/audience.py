"""To which inboxes something goes: one for each server that has one for all, else one for each actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Case, Count, F, Q, QuerySet, When

from preau.federation.models import (
    Activity,
    Actor,
    Follower,
    FollowState,
    Parcel,
    ParcelState,
    Policy,
    ReactionKind,
    RemoteActor,
)

Inboxes = dict[str, int]  # address -> people whom it reaches
KEPT = [ReactionKind.BOOST, ReactionKind.QUOTE]  # what leaves a copy of the post on the other's server


def _best(path: str) -> Case:
    shared, own = F(f"{path}shared_inbox"), F(f"{path}inbox")
    return Case(When(**{f"{path}shared_inbox": ""}, then=own), default=shared)


def follower_inboxes(actor: Actor) -> Inboxes:
    """Where the accepted followers of `actor` are, blocked servers left out. One query."""
    followers = Follower.objects.filter(actor=actor, state=FollowState.ACCEPTED, remote__gone_at__isnull=True)
    open_ones = followers.exclude(remote__host__policy=Policy.BLOCKED)
    found = open_ones.annotate(best=_best("remote__")).order_by().values_list("best").annotate(people=Count("pk"))
    return dict(found.values_list("best", "people"))


def inboxes_of(remotes: QuerySet[RemoteActor]) -> Inboxes:
    """Where these people are, blocked servers and those who are gone left out. One query."""
    there = remotes.filter(gone_at__isnull=True).exclude(host__policy=Policy.BLOCKED)
    return dict(Counter(there.annotate(best=_best("")).order_by().values_list("best", flat=True)))


def reaction_inboxes(post_id: int) -> Inboxes:
    """The servers of those who boosted or quoted a post."""
    return inboxes_of(RemoteActor.objects.filter(reactions__post=post_id, reactions__kind__in=KEPT).distinct())


def holders(activities: Iterable[Activity]) -> Inboxes:
    """The inboxes that may know of these activities: those to which they went, or may have gone."""
    tried = Parcel.objects.filter(activity__in=list(activities)).filter(
        Q(state__in=[ParcelState.DELIVERED, ParcelState.SENDING]) | Q(attempts__gt=0)
    )
    return dict(tried.exclude(host__policy=Policy.BLOCKED).values_list("inbox", "people"))


def untried(activities: Iterable[Activity]) -> set[str]:
    """The inboxes to which these activities were to go, and surely did not."""
    states = [ParcelState.PENDING, ParcelState.CANCELLED]
    rows = Parcel.objects.filter(activity__in=list(activities), attempts=0, state__in=states)
    return set(rows.values_list("inbox", flat=True))
