"""What people elsewhere write to our pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from preau.channels.models import Answer
from preau.channels.services import hosted_channel
from preau.federation.inbox.process import process_due
from preau.federation.models import Policy, Reaction, RemoteActor, RemoteNote
from preau.federation.services import host_decide
from preau.posts.models import Post
from tests.channels.stage import publish, withdraw
from tests.conftest import Cast

from .stage import ORIGIN, PUBLIC, activity, actor_of, arrive, mention, note, receive, remote, uri_of

Signals = list[dict[str, Any]]


def test_a_reply_is_heard_under_the_post(cast: Cast, camille: RemoteActor, post: Post, heard: Signals) -> None:
    said = note(camille, "<p>Merci <script>x</script>!</p>", inReplyTo=uri_of(post), contentMap={"fr": "autre"})
    item = receive(activity(camille, "Create", said))
    assert item.state == "done"
    (signal,) = heard
    found = signal["heard"]
    assert signal["item"] == item
    assert (found.network, found.remote_id, found.html) == ("activitypub", said["id"], "<p>Merci !</p>")
    assert (found.page_id, found.post_id, found.reply_to) == (cast.saules.pk, post.pk, uri_of(post))
    assert (found.author.remote_id, found.author.handle) == (camille.uri, "@camille@ailleurs.test")
    assert not found.is_private
    assert not found.is_held


def test_a_reply_to_the_permalink_is_a_reply(cast: Cast, camille: RemoteActor, post: Post, heard: Signals) -> None:
    permalink = f"{ORIGIN}/en/@{cast.saules.handle}/{post.pk}"
    receive(activity(camille, "Create", note(camille, inReplyTo=permalink)))
    assert heard[0]["heard"].post_id == post.pk


def test_an_answer_to_a_reply_stands_under_the_same_post(
    cast: Cast, camille: RemoteActor, post: Post, heard: Signals
) -> None:
    first = note(camille, inReplyTo=uri_of(post))
    receive(activity(camille, "Create", first))
    other = remote("autre", "loin.test")
    receive(activity(other, "Create", note(other, inReplyTo=first["id"])))
    assert [signal["heard"].post_id for signal in heard] == [post.pk, post.pk]
    assert heard[1]["heard"].reply_to == first["id"]


def test_an_answer_to_our_answer_stands_under_its_post(
    cast: Cast, camille: RemoteActor, post: Post, heard: Signals
) -> None:
    channel = hosted_channel(page=cast.saules, network="activitypub")
    answer = Answer.objects.create(channel=channel, post=post, reply_to="x", to=camille.uri, text="", html="")
    receive(activity(camille, "Create", note(camille, inReplyTo=f"{ORIGIN}/ap/answers/{answer.pk}")))
    assert (heard[0]["heard"].page_id, heard[0]["heard"].post_id) == (cast.saules.pk, post.pk)


def test_a_mention_is_heard_by_the_page(cast: Cast, camille: RemoteActor, heard: Signals) -> None:
    receive(activity(camille, "Create", note(camille, tag=mention(cast.erables))))
    assert (heard[0]["heard"].page_id, heard[0]["heard"].post_id) == (cast.erables.pk, None)


def test_what_speaks_of_nothing_here_is_not_heard(cast: Cast, camille: RemoteActor, heard: Signals) -> None:
    item = receive(activity(camille, "Create", note(camille, inReplyTo="https://loin.test/notes/1")))
    assert (item.state, heard) == ("ignored", [])


@pytest.mark.parametrize(
    ("to", "cc", "is_private"),
    [
        ([PUBLIC], [], False),
        ([], ["as:Public"], False),
        (["https://ailleurs.test/users/camille/followers"], [], True),
        ([], [], True),
    ],
    ids=["public", "unlisted", "followers", "direct"],
)
def test_what_is_not_for_everyone_is_private(
    cast: Cast, camille: RemoteActor, post: Post, heard: Signals, to: list[str], cc: list[str], is_private: bool
) -> None:
    said = note(camille, inReplyTo=uri_of(post), tag=[mention(cast.saules)], to=[*to, actor_of(cast.saules)], cc=cc)
    receive(activity(camille, "Create", said))
    assert heard[0]["heard"].is_private is is_private


def test_a_private_message_goes_to_the_page_that_it_names(
    cast: Cast, camille: RemoteActor, post: Post, heard: Signals
) -> None:
    said = note(camille, inReplyTo=uri_of(post), tag=[mention(cast.erables)], to=[actor_of(cast.erables)], cc=[])
    receive(activity(camille, "Create", said))
    assert (heard[0]["heard"].page_id, heard[0]["heard"].post_id) == (cast.erables.pk, None)


def test_a_private_reply_that_names_none_of_us_is_not_heard(camille: RemoteActor, post: Post, heard: Signals) -> None:
    receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(post), to=["https://loin.test/users/x"], cc=[])))
    assert heard == []


def test_what_was_private_stays_private_when_edited(cast: Cast, camille: RemoteActor, heard: Signals) -> None:
    said = note(camille, tag=mention(cast.saules), to=[actor_of(cast.saules)], cc=[])
    receive(activity(camille, "Create", said))
    later = (timezone.now() + dt.timedelta(seconds=1)).isoformat()
    receive(activity(camille, "Update", {**said, "to": [PUBLIC], "updated": later}))
    assert [signal["heard"].is_private for signal in heard] == [True, True]


def test_somebody_of_a_limited_server_is_held(cast: Cast, camille: RemoteActor, post: Post, heard: Signals) -> None:
    camille.host.policy = "limited"
    camille.host.save()
    receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(post))))
    assert heard[0]["heard"].is_held


def test_nothing_of_a_blocked_server_is_read(cast: Cast, camille: RemoteActor, post: Post, heard: Signals) -> None:
    camille.host.policy = "blocked"
    camille.host.save()
    assert receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(post)))).state == "ignored"
    assert heard == []


@pytest.mark.parametrize(
    "quoting", [{"quote": "U"}, {"quoteUrl": "U"}, {"quoteUri": "U"}, {"_misskey_quote": "U"}, {"quote": {"id": "U"}}]
)
def test_a_quote_is_counted_and_heard(
    cast: Cast, camille: RemoteActor, post: Post, heard: Signals, quoting: dict[str, Any]
) -> None:
    (name, value), *_ = quoting.items()
    said = note(camille, **{name: uri_of(post) if value == "U" else {"id": uri_of(post)}})
    receive(activity(camille, "Create", said))
    assert heard[0]["heard"].is_quote
    assert heard[0]["heard"].post_id == post.pk
    assert Reaction.objects.get().uri == said["id"]


def test_the_same_note_in_two_activities_is_heard_once(camille: RemoteActor, post: Post, heard: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    receive(activity(camille, "Create", said))
    assert receive(activity(camille, "Create", said)).state == "ignored"
    assert len(heard) == 1


def test_an_edit_is_heard_and_an_older_one_that_comes_late_is_not(
    camille: RemoteActor, post: Post, heard: Signals
) -> None:
    start = timezone.now() - dt.timedelta(hours=1)
    said = note(camille, inReplyTo=uri_of(post), published=start.isoformat())
    receive(activity(camille, "Create", said))
    second = {**said, "content": "<p>B</p>", "updated": (start + dt.timedelta(minutes=2)).isoformat()}
    first = {**said, "content": "<p>A</p>", "updated": (start + dt.timedelta(minutes=1)).isoformat()}
    receive(activity(camille, "Update", second))
    assert receive(activity(camille, "Update", first)).state == "ignored"
    assert [signal["heard"].html for signal in heard] == ["<p>Merci !</p>", "<p>B</p>"]


def test_a_clock_that_runs_ahead_does_not_shut_out_edits(camille: RemoteActor, post: Post, heard: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post), published="2199-01-01T00:00:00Z")
    receive(activity(camille, "Create", said))
    receive(activity(camille, "Update", {**said, "content": "<p>B</p>", "updated": "2199-01-02T00:00:00Z"}))
    assert len(heard) == 2
    assert heard[0]["heard"].said_at <= timezone.now()


def test_an_edit_that_names_us_no_more_is_heard_where_it_stood(
    cast: Cast, camille: RemoteActor, heard: Signals
) -> None:
    said = note(camille, tag=mention(cast.saules), published="2026-01-01T00:00:00Z")
    receive(activity(camille, "Create", said))
    receive(activity(camille, "Update", {**said, "tag": [], "updated": "2026-01-02T00:00:00Z"}))
    assert [signal["heard"].page_id for signal in heard] == [cast.saules.pk] * 2


def test_an_edit_of_what_was_never_heard_is_heard(camille: RemoteActor, post: Post, heard: Signals) -> None:
    assert receive(activity(camille, "Update", note(camille, inReplyTo=uri_of(post)))).state == "done"
    assert len(heard) == 1


@pytest.mark.parametrize("kind", ["Create", "Update"])
def test_nobody_speaks_or_edits_for_another(camille: RemoteActor, post: Post, heard: Signals, kind: str) -> None:
    said = note(camille, inReplyTo=uri_of(post), published="2026-01-01T00:00:00Z")
    receive(activity(camille, "Create", said))
    neighbour, stranger = remote("autre"), remote("autre", "loin.test")
    forged = {**said, "content": "<p>Faux</p>", "updated": "2026-01-02T00:00:00Z"}
    for by in (neighbour, stranger):
        assert receive(activity(by, kind, forged)).state == "ignored"
        assert receive(activity(by, kind, {**forged, "attributedTo": by.uri})).state == "ignored"
    assert [signal["heard"].html for signal in heard] == ["<p>Merci !</p>"]
    assert RemoteNote.objects.get().remote == camille


def test_a_deleted_note_is_unsaid(camille: RemoteActor, post: Post, taken_back: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post), quote=uri_of(post))
    receive(activity(camille, "Create", said))
    receive(activity(camille, "Delete", {"id": said["id"], "type": "Tombstone"}))
    (signal,) = taken_back
    assert (signal["network"], signal["remote_id"], signal["sender"]) == ("activitypub", said["id"], camille.uri)
    assert not RemoteNote.objects.exists()
    assert not Reaction.objects.exists()


def test_nobody_deletes_what_another_wrote(camille: RemoteActor, post: Post, taken_back: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    receive(activity(camille, "Create", said))
    for by in (remote("autre"), remote("autre", "loin.test")):
        assert receive(activity(by, "Delete", said["id"])).state == "ignored"
    assert taken_back == []
    assert RemoteNote.objects.exists()


def test_what_is_deleted_before_it_comes_is_not_heard(camille: RemoteActor, post: Post, heard: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    receive(activity(camille, "Delete", said["id"]))
    assert receive(activity(camille, "Create", said)).state == "ignored"
    assert heard == []


def test_a_stranger_s_delete_does_not_keep_a_note_out(camille: RemoteActor, post: Post, heard: Signals) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    other = remote("autre")
    receive(activity(other, "Delete", said["id"]))
    receive(activity(camille, "Create", said))
    assert len(heard) == 1


def test_a_vote_in_a_poll_is_politely_ignored(camille: RemoteActor, post: Post, heard: Signals) -> None:
    vote = note(camille, inReplyTo=uri_of(post), name="Oui")
    del vote["content"]
    assert receive(activity(camille, "Create", vote)).state == "ignored"
    assert heard == []


def test_a_reply_to_what_was_withdrawn_is_still_heard(camille: RemoteActor, post: Post, heard: Signals) -> None:
    withdraw(post)
    receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(post))))
    assert len(heard) == 1


def test_a_draft_can_not_be_answered(cast: Cast, camille: RemoteActor, heard: Signals) -> None:
    draft = publish(cast.saules, state="draft", published_at=None)
    receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(draft))))
    assert heard == []


def test_everything_in_one_batch_is_read_in_its_order(
    camille: RemoteActor, post: Post, heard: Signals, taken_back: Signals
) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    for kind, about in (("Create", said), ("Delete", said["id"]), ("Create", {**said, "id": f"{said['id']}-2"})):
        arrive(activity(camille, kind, about))
    process_due()
    assert [len(heard), len(taken_back)] == [2, 1]
    assert RemoteNote.objects.get().uri == f"{said['id']}-2"


def test_a_server_below_a_blocked_one_is_not_read(cast: Cast, post: Post, heard: Signals) -> None:
    host_decide(name="insultes.test", policy=Policy.BLOCKED, reason="", user=cast["superuser"])
    other = remote("x", "m.insultes.test")
    assert receive(activity(other, "Create", note(other, inReplyTo=uri_of(post)))).state == "ignored"
    assert heard == []
