from __future__ import annotations

import json

import pytest

from preau.channels.models import Channel
from preau.federation.inbox.process import process_due
from preau.federation.models import Activity, Actor, Follower, Parcel, RemoteActor
from preau.federation.services import actor_for, follower_decide
from tests.conftest import Cast

from .stage import ORIGIN, activity, actor_of, arrive, receive, remote


def sent() -> list[dict[str, object]]:
    """What we told other servers, in order."""
    return [json.loads(activity.document) for activity in Activity.objects.order_by("pk")]


def test_a_follow_is_accepted_at_once_and_makes_the_channel(cast: Cast, camille: RemoteActor) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    item = receive(follow)
    assert item.state == "done"
    follower = Follower.objects.get()
    assert (follower.actor.page, follower.remote, follower.state) == (cast.saules, camille, "accepted")
    assert Channel.objects.filter(page=cast.saules, network="activitypub").exists()
    answer = sent()[0]
    assert answer["type"] == "Accept"
    assert answer["actor"] == actor_of(cast.saules)
    assert answer["object"] == {
        "id": follow["id"],
        "type": "Follow",
        "actor": camille.uri,
        "object": actor_of(cast.saules),
    }
    assert Parcel.objects.get().inbox == camille.inbox


def test_a_page_is_followed_by_its_permalink_too(cast: Cast, camille: RemoteActor) -> None:
    receive(activity(camille, "Follow", f"{ORIGIN}/@{cast.saules.handle}"))
    assert Follower.objects.get().actor.page == cast.saules


def test_following_again_repeats_the_answer_and_is_counted_once(cast: Cast, camille: RemoteActor) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    again = activity(camille, "Follow", actor_of(cast.saules))
    receive(again)
    assert Follower.objects.get().follow_uri == again["id"]
    assert [answer["type"] for answer in sent()] == ["Accept", "Accept"]


def test_a_page_that_approves_keeps_the_follower_waiting(cast: Cast, camille: RemoteActor) -> None:
    Actor.objects.filter(pk=actor_for(cast.saules).pk).update(approves_followers=True)
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    follower = Follower.objects.get()
    assert follower.state == "pending"
    assert sent() == []
    follower_decide(follower=follower, state="accepted", user=cast["saules_communications"])
    assert [answer["type"] for answer in sent()] == ["Accept"]


def test_somebody_of_a_limited_server_waits_too(cast: Cast, camille: RemoteActor) -> None:
    camille.host.policy = "limited"
    camille.host.save()
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    assert Follower.objects.get().state == "pending"


def test_whoever_was_refused_is_refused_again(cast: Cast, camille: RemoteActor) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    follower_decide(follower=Follower.objects.get(), state="refused", user=cast["saules_communications"])
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    assert [answer["type"] for answer in sent()] == ["Accept", "Reject", "Reject"]
    assert Follower.objects.get().state == "refused"


def test_a_closed_page_refuses(cast: Cast, camille: RemoteActor) -> None:
    cast.saules.closed_at = cast.saules.opened_at
    cast.saules.save()
    assert receive(activity(camille, "Follow", actor_of(cast.saules))).state == "ignored"
    assert not Follower.objects.exists()
    assert [answer["type"] for answer in sent()] == ["Reject"]


@pytest.mark.parametrize(
    "about", ["https://ailleurs.test/users/autre", f"{ORIGIN}/ap/actor", f"{ORIGIN}/ap/actors/999999"]
)
def test_following_what_is_no_page_of_ours_changes_nothing(cast: Cast, camille: RemoteActor, about: str) -> None:
    assert receive(activity(camille, "Follow", about)).state == "ignored"
    assert not Follower.objects.exists()


@pytest.mark.parametrize("by_id", [True, False])
def test_undoing_a_follow_ends_it(cast: Cast, camille: RemoteActor, by_id: bool) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    receive(follow)
    forgotten = {**follow, "id": f"{camille.uri}#another-id"}  # Pleroma and others give it a new one
    assert receive(activity(camille, "Undo", follow["id"] if by_id else forgotten)).state == "done"
    assert not Follower.objects.exists()


def test_only_ones_own_follow_is_undone(cast: Cast, camille: RemoteActor) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    receive(follow)
    other = remote("autre")
    for about in (follow["id"], follow, {**follow, "actor": other.uri, "id": follow["id"]}):
        assert receive(activity(other, "Undo", about)).state == "ignored"
    assert Follower.objects.get().remote == camille


def test_an_undo_that_overtakes_its_follow_holds(cast: Cast, camille: RemoteActor) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    receive(activity(camille, "Undo", follow))
    assert receive(follow).state == "ignored"
    assert not Follower.objects.exists()


def test_a_block_ends_the_follow(cast: Cast, camille: RemoteActor) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    assert receive(activity(camille, "Block", actor_of(cast.saules))).state == "done"
    assert not Follower.objects.exists()


def test_a_follow_and_its_undo_in_one_batch_are_read_in_their_order(cast: Cast, camille: RemoteActor) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    arrive(follow)
    arrive(activity(camille, "Undo", follow))
    again = arrive(activity(camille, "Follow", actor_of(cast.saules)))
    process_due()
    assert Follower.objects.get().follow_uri == again.remote_id
