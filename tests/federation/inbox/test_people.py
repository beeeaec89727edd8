"""Somebody goes, moves, or presents themselves anew; a server reports; a quote is asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preau.channels.models import InboundItem
from preau.federation.inbox import process
from preau.federation.models import Activity, Follower, Reaction, RemoteActor, RemoteNote
from preau.federation.services.remote import RemoteGone
from preau.posts.models import Post
from tests.channels.stage import withdraw, work
from tests.conftest import Cast

from .stage import activity, actor_of, arrive, mention, note, receive, remote, uri_of

Signals = list[dict[str, Any]]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What other servers show now: people as rows' fields, documents, or an error to raise; and whom we asked."""
    shown: dict[str, Any] = {"asked": []}

    def remote_actor(uri: str, *, fresh: bool = False) -> RemoteActor:
        shown["asked"].append(uri)
        if isinstance(shown.get(uri), Exception):
            raise shown[uri]
        if uri not in shown and "make" in shown:
            made: RemoteActor = shown["make"](uri)
            return made
        if uri not in shown:
            raise LookupError(uri)
        RemoteActor.objects.filter(uri=uri).update(**shown[uri])
        return RemoteActor.objects.select_related("host").get(uri=uri)

    monkeypatch.setattr("preau.federation.services.remote_actor", remote_actor)
    return shown


def settled(item: InboundItem) -> InboundItem:
    """The item, once the jobs that it waits for are done."""
    work()
    item.refresh_from_db()
    return item


# --- Gone -----------------------------------------------------------------------------------------------------------


def test_of_somebody_who_is_no_more_nothing_is_kept(
    cast: Cast, camille: RemoteActor, post: Post, taken_back: Signals
) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    receive(activity(camille, "Like", uri_of(post)))
    private = receive(activity(camille, "Create", note(camille, "<p>Secret</p>", inReplyTo=uri_of(post))))
    assert receive(activity(camille, "Delete", camille.uri)).state == "done"
    assert [(s["sender"], s["remote_id"]) for s in taken_back] == [(camille.uri, camille.uri)]
    assert not Follower.objects.exists()
    assert not Reaction.objects.exists()
    assert not RemoteNote.objects.exists()
    private.refresh_from_db()
    assert private.payload == ""
    camille.refresh_from_db()
    assert camille.gone_at
    assert (camille.name, camille.handle, camille.picture) == ("", "", "")


def test_nobody_deletes_somebody_else(cast: Cast, camille: RemoteActor, taken_back: Signals) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    receive(activity(remote("autre"), "Delete", camille.uri))
    assert Follower.objects.exists()
    assert taken_back == []


def test_what_somebody_sends_after_they_are_gone_is_not_read(camille: RemoteActor, post: Post) -> None:
    arrive(activity(camille, "Delete", {"id": camille.uri, "type": "Person"}))
    late = receive(activity(camille, "Like", uri_of(post)))
    assert late.state == "ignored"
    assert not Reaction.objects.exists()


# --- Moved ----------------------------------------------------------------------------------------------------------


def moving(cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]) -> RemoteActor:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    new = remote("camille", "nouveau.test")
    elsewhere[camille.uri] = {"moved_to": new.uri}
    elsewhere[new.uri] = {"also_known_as": [camille.uri]}
    return new


def test_a_follower_who_moves_is_dropped_at_the_old_address(
    cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]
) -> None:
    new = moving(cast, camille, elsewhere)
    item = arrive(activity(camille, "Move", camille.uri, target=new.uri))
    process.process_due()
    assert settled(item).state == "done"
    assert not Follower.objects.exists()


@pytest.mark.parametrize("silent", ["old", "new"])
def test_a_move_that_one_of_the_two_does_not_confirm_changes_nothing(
    cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any], silent: str
) -> None:
    new = moving(cast, camille, elsewhere)
    elsewhere[camille.uri if silent == "old" else new.uri] = {"name": "Camille"}
    item = arrive(activity(camille, "Move", camille.uri, target=new.uri))
    process.process_due()
    assert settled(item).state == "ignored"
    assert Follower.objects.exists()


def test_a_move_of_nobody_who_follows_asks_no_server(camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    new = remote("camille", "nouveau.test")
    assert receive(activity(camille, "Move", camille.uri, target=new.uri)).state == "ignored"
    assert elsewhere["asked"] == []


def test_nobody_moves_somebody_else(cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    new = moving(cast, camille, elsewhere)
    other = remote("autre")
    assert receive(activity(other, "Move", camille.uri, target=new.uri)).state == "ignored"
    assert Follower.objects.exists()


# --- Presented anew -------------------------------------------------------------------------------------------------


def test_a_profile_is_fetched_from_its_own_server(cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    elsewhere[camille.uri] = {"name": "Camille R."}
    item = arrive(activity(camille, "Update", {"id": camille.uri, "type": "Person", "name": "Faux"}))
    process.process_due()
    assert settled(item).state == "done"
    camille.refresh_from_db()
    assert camille.name == "Camille R."


def test_a_profile_that_nobody_here_sees_is_not_fetched(camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    receive(activity(camille, "Update", {"id": camille.uri, "type": "Person"}))
    assert elsewhere["asked"] == []


def test_the_profile_of_another_is_not_touched(cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    other = remote("autre")
    assert receive(activity(other, "Update", {"id": camille.uri, "type": "Person"})).state == "ignored"
    assert elsewhere["asked"] == []


def test_a_server_that_fails_is_asked_again_later(cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    elsewhere[camille.uri] = ConnectionError("no answer")
    item = arrive(activity(camille, "Update", {"id": camille.uri, "type": "Person"}))
    process.process_due()
    settled(item)
    assert (item.state, item.attempts) == ("new", 1)
    assert item.next_at
    assert "no answer" in item.last_error


def test_somebody_whose_server_does_not_know_them_is_not_asked_about_again(
    cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]
) -> None:
    receive(activity(camille, "Follow", actor_of(cast.saules)))
    elsewhere[camille.uri] = RemoteGone("410")
    item = arrive(activity(camille, "Update", {"id": camille.uri, "type": "Person"}))
    process.process_due()
    assert settled(item).state == "ignored"


def test_what_nobody_knows_sent_waits_for_their_server(
    cast: Cast, camille: RemoteActor, elsewhere: dict[str, Any]
) -> None:
    uri = "https://loin.test/users/nouvelle"

    def make(uri: str, *, fresh: bool = False) -> RemoteActor:
        return remote("nouvelle", "loin.test")

    elsewhere["make"] = make
    follow = {"id": f"{uri}#1", "type": "Follow", "actor": uri, "object": actor_of(cast.saules)}
    item = arrive(follow)
    process.process_due()
    assert settled(item).state == "done"
    assert Follower.objects.get().remote.uri == uri


# --- Reports --------------------------------------------------------------------------------------------------------


def test_a_report_reaches_the_page_with_its_reason(
    cast: Cast, camille: RemoteActor, post: Post, reports: Signals
) -> None:
    about = ["https://loin.test/x", actor_of(cast.saules), uri_of(post)]
    item = receive(activity(camille, "Flag", about, content="<p>Insultes</p>"))
    (report,) = reports
    assert (report["page"], report["sender"], report["reason"]) == (cast.saules, camille.uri, "Insultes")
    assert (report["about"], report["item"]) == (about, item)


def test_a_report_of_what_somebody_said_to_us_reaches_the_page(
    cast: Cast, camille: RemoteActor, post: Post, reports: Signals
) -> None:
    said = note(camille, inReplyTo=uri_of(post))
    receive(activity(camille, "Create", said))
    receive(activity(remote("autre", "loin.test"), "Flag", [camille.uri, said["id"]]))
    assert reports[0]["page"] == cast.saules


def test_a_report_of_nothing_here_reaches_nobody(camille: RemoteActor, reports: Signals) -> None:
    assert receive(activity(camille, "Flag", ["https://loin.test/x", 5, None, {}])).state == "ignored"
    assert reports == []


# --- Quotes ---------------------------------------------------------------------------------------------------------


def asked(camille: RemoteActor, post: Post, **more: Any) -> dict[str, Any]:
    return activity(camille, "QuoteRequest", uri_of(post), **{"instrument": f"{camille.uri}/statuses/7", **more})


def test_whoever_asks_may_quote(camille: RemoteActor, post: Post) -> None:
    request = asked(camille, post)
    assert receive(request).state == "done"
    reaction = Reaction.objects.get()
    assert (reaction.kind, reaction.uri, reaction.post) == ("quote", f"{camille.uri}/statuses/7", post)
    answer = json.loads(Activity.objects.get().document)
    assert answer["type"] == "Accept"
    assert answer["object"]["id"] == request["id"]
    assert answer["object"]["instrument"] == reaction.uri
    assert answer["result"] == f"http://testserver/ap/quotes/{reaction.pk}"


def test_asking_again_gives_the_same_leave(camille: RemoteActor, post: Post) -> None:
    receive(asked(camille, post))
    receive(asked(camille, post))
    results = {json.loads(activity.document)["result"] for activity in Activity.objects.all()}
    assert len(results) == 1


@pytest.mark.parametrize("why", ["withdrawn", "limited"])
def test_what_is_not_to_be_quoted_is_refused(camille: RemoteActor, post: Post, why: str) -> None:
    if why == "withdrawn":
        withdraw(post)
    else:
        camille.host.policy = "limited"
        camille.host.save()
    Activity.objects.all().delete()
    assert receive(asked(camille, post)).state == "ignored"
    assert not Reaction.objects.exists()
    assert json.loads(Activity.objects.get(kind="Reject").document)["object"]["type"] == "QuoteRequest"


@pytest.mark.parametrize("instrument", ["https://loin.test/notes/1", None, 5, {"type": "Note"}, []])
def test_leave_to_quote_is_given_for_ones_own_server_alone(camille: RemoteActor, post: Post, instrument: Any) -> None:
    assert receive(asked(camille, post, instrument=instrument)).state == "ignored"
    assert not Reaction.objects.exists()


def test_only_the_address_of_a_note_says_nothing(camille: RemoteActor, elsewhere: dict[str, Any]) -> None:
    assert receive(activity(camille, "Create", f"{camille.uri}/statuses/1")).state == "ignored"
    assert elsewhere["asked"] == []


# --- All the rest ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["View", "EmojiReact", "Accept", "Add", "Listen", "Zzz", ""])
def test_what_changes_nothing_here_is_no_error(camille: RemoteActor, post: Post, kind: str) -> None:
    item = receive(activity(camille, kind, uri_of(post)))
    assert (item.state, item.attempts) == ("ignored", 0)


def test_an_item_that_can_not_be_read_does_not_stop_the_others(
    cast: Cast, camille: RemoteActor, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    from preau.federation.inbox import handlers

    def broken(incoming: Any) -> str:
        Reaction.objects.create(post=post, remote=camille, kind="like", uri="https://ailleurs.test/half")
        raise RuntimeError("half-way")

    monkeypatch.setitem(handlers.HANDLERS, "Block", handlers.Handler(broken))
    bad = arrive(activity(camille, "Block", actor_of(cast.saules)))
    good = arrive(activity(camille, "Follow", actor_of(cast.saules)))
    process.process_due()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.attempts, bad.last_error) == ("new", 1, "RuntimeError: half-way")
    assert good.state == "done"
    assert not Reaction.objects.exists()


def test_after_enough_attempts_an_item_has_failed(
    cast: Cast, camille: RemoteActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from preau.federation.inbox import handlers

    def broken(incoming: Any) -> str:
        raise RuntimeError("always")

    monkeypatch.setitem(handlers.HANDLERS, "Block", handlers.Handler(broken))
    item = arrive(activity(camille, "Block", actor_of(cast.saules)))
    for _ in range(6):
        InboundItem.objects.update(next_at=None)
        process.process_due()
    item.refresh_from_db()
    assert (item.state, item.attempts) == ("failed", 6)


def test_an_activity_that_is_not_its_sender_s_is_not_read(cast: Cast, camille: RemoteActor) -> None:
    follow = activity(camille, "Follow", actor_of(cast.saules))
    assert receive(follow, by=remote("autre")).state == "ignored"
    assert not Follower.objects.exists()


def test_a_page_named_in_a_mention_by_a_permalink_is_heard(cast: Cast, camille: RemoteActor, heard: Signals) -> None:
    tag = {**mention(cast.saules), "href": f"http://testserver/@{cast.saules.handle}"}
    receive(activity(camille, "Create", note(camille, tag=[tag])))
    assert heard[0]["heard"].page_id == cast.saules.pk
