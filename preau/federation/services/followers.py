"""Who follows a page from elsewhere. Their servers are told what becomes of it."""

from __future__ import annotations

from django.db import transaction

from preau.channels.services import hosted_channel
from preau.federation.models import Actor, Follower, FollowState, RemoteActor
from preau.records.services import record
from preau.users.models import User

from .telling import follow_document, tell

VERBS: dict[str, str] = {FollowState.ACCEPTED: "follower.accepted", FollowState.REFUSED: "follower.refused"}


@transaction.atomic
def follower_add(*, actor: Actor, remote: RemoteActor, follow_uri: str, waits: bool = False) -> Follower:
    """Somebody asks to follow: taken at once, or kept for a person of the page to decide (`waits`).

    Asking again repeats the answer. Whoever was refused, or removed for good, is refused again.
    """
    state = FollowState.PENDING if waits or actor.approves_followers else FollowState.ACCEPTED
    follower, is_new = Follower.objects.get_or_create(
        actor=actor, remote=remote, defaults={"state": state, "follow_uri": follow_uri}
    )
    if not is_new and follower.follow_uri != follow_uri:
        follower.follow_uri = follow_uri
        follower.save(update_fields=["follow_uri"])
    _answered(follower)
    return follower


def follow_refuse(*, actor: Actor, remote: RemoteActor, follow_uri: str) -> None:
    """Tell a server that nobody can follow this page, in the caller's transaction."""
    tell(
        actor=actor, to=remote, kind="Reject", about=follow_document(follow_uri=follow_uri, remote=remote, actor=actor)
    )


@transaction.atomic
def follower_decide(*, follower: Follower, state: FollowState, user: User) -> None:
    """`user` lets somebody follow the page, or refuses them; refusing whoever followed already ends it."""
    if follower.state == state:
        return
    follower.state = state
    follower.save(update_fields=["state"])
    _answered(follower)
    page = follower.actor.page
    assert page is not None  # noqa: S101 — only pages have followers
    record(
        verb=VERBS[state],
        subject=page,
        actor=user,
        snapshot={"page": page.handle, "follower": follower.pk},  # who it is stays out of what can't be erased
        institution_id=page.institution_id,
    )


@transaction.atomic
def approval_set(*, actor: Actor, approves: bool, user: User) -> None:
    """Followers of the page wait for a person from now on, or no longer do."""
    page = actor.page
    assert page is not None  # noqa: S101 — only pages have followers
    if actor.approves_followers == approves:
        return
    actor.approves_followers = approves
    actor.save(update_fields=["approves_followers"])
    snapshot = {"page": page.handle, "approves_followers": approves}
    record(verb="actor.changed", subject=page, actor=user, snapshot=snapshot, institution_id=page.institution_id)


def _answered(follower: Follower) -> None:
    """Tell their server how it stands; nothing while it waits."""
    actor, remote = follower.actor, follower.remote
    if follower.state == FollowState.PENDING:
        return
    if follower.state == FollowState.ACCEPTED and actor.page is not None:
        hosted_channel(page=actor.page, network="activitypub")
    kind = "Accept" if follower.state == FollowState.ACCEPTED else "Reject"
    about = follow_document(follow_uri=follower.follow_uri, remote=remote, actor=actor)
    tell(actor=actor, to=remote, kind=kind, about=about)
