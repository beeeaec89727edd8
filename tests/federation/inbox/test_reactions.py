from __future__ import annotations

import pytest

from preau.federation.models import Reaction, RemoteActor
from preau.posts.models import Post
from tests.channels.stage import withdraw

from .stage import ORIGIN, activity, receive, remote, uri_of

KINDS = [("Like", "like"), ("Announce", "boost")]


@pytest.mark.parametrize(("kind", "kept"), KINDS)
def test_it_is_counted_once(camille: RemoteActor, post: Post, kind: str, kept: str) -> None:
    assert receive(activity(camille, kind, uri_of(post))).state == "done"
    assert receive(activity(camille, kind, uri_of(post))).state == "ignored"
    reaction = Reaction.objects.get()
    assert (reaction.post, reaction.remote, reaction.kind) == (post, camille, kept)


@pytest.mark.parametrize(("kind", "kept"), KINDS)
@pytest.mark.parametrize("by_id", [True, False])
def test_it_is_undone(camille: RemoteActor, post: Post, kind: str, kept: str, by_id: bool) -> None:
    done = activity(camille, kind, uri_of(post))
    receive(done)
    assert receive(activity(camille, "Undo", done["id"] if by_id else {**done, "id": None})).state == "done"
    assert not Reaction.objects.exists()


@pytest.mark.parametrize(("kind", "kept"), KINDS)
def test_nobody_undoes_what_another_did(camille: RemoteActor, post: Post, kind: str, kept: str) -> None:
    done = activity(camille, kind, uri_of(post))
    receive(done)
    other = remote("autre")
    for about in (done["id"], done, {**done, "actor": other.uri}):
        assert receive(activity(other, "Undo", about)).state == "ignored"
    assert Reaction.objects.exists()


@pytest.mark.parametrize(("kind", "kept"), KINDS)
def test_an_undo_that_overtakes_it_holds(camille: RemoteActor, post: Post, kind: str, kept: str) -> None:
    done = activity(camille, kind, uri_of(post))
    receive(activity(camille, "Undo", done))
    assert receive(done).state == "ignored"
    assert not Reaction.objects.exists()


@pytest.mark.parametrize(("kind", "kept"), KINDS)
@pytest.mark.parametrize(
    "about", ["https://loin.test/notes/1", f"{ORIGIN}/ap/posts/999999", f"{ORIGIN}/ap/actor", None, []]
)
def test_of_what_is_no_post_of_ours_it_changes_nothing(
    camille: RemoteActor, post: Post, kind: str, kept: str, about: object
) -> None:
    assert receive(activity(camille, kind, about)).state == "ignored"
    assert not Reaction.objects.exists()


def test_of_a_withdrawn_post_it_changes_nothing(camille: RemoteActor, post: Post) -> None:
    withdraw(post)
    assert receive(activity(camille, "Like", uri_of(post))).state == "ignored"


def test_a_forged_object_in_a_boost_changes_nothing_of_ours(camille: RemoteActor, post: Post) -> None:
    forged = {"id": uri_of(post), "type": "Note", "content": "<p>Faux</p>", "attributedTo": camille.uri}
    assert receive(activity(camille, "Announce", forged)).state == "done"
    post.refresh_from_db()
    assert "Faux" not in post.html_fr
    stolen = {"id": "https://loin.test/notes/1", "type": "Note", "content": "<p>Faux</p>", "inReplyTo": uri_of(post)}
    assert receive(activity(camille, "Announce", stolen)).state == "ignored"


def test_undoing_a_like_leaves_a_quote_in_peace(camille: RemoteActor, post: Post) -> None:
    quote = Reaction.objects.create(post=post, remote=camille, kind="quote", uri=f"{camille.uri}/statuses/9")
    assert receive(activity(camille, "Undo", quote.uri)).state == "ignored"
    assert Reaction.objects.exists()
