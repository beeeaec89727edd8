"""A school and somebody on an independent server (Fedify), as real processes: each act is seen on both sides."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from tests.config.house import until

from .conftest import Neighbour
from .peer import Peer

pytestmark = pytest.mark.slow
SCHOOL = "trois_saules"


def message_saying(ours: Neighbour, text: str) -> dict | None:
    return next((m for m in ours.do("messages", handle=SCHOOL) if text in m["html"]), None)


def wait_for_message(ours: Neighbour, text: str) -> dict:
    until(lambda: message_saying(ours, text))
    found = message_saying(ours, text)
    assert found
    return found


@pytest.fixture(scope="module")
def school(ours: Neighbour) -> dict[str, str]:
    return dict(ours.do("page", handle=SCHOOL))


@pytest.fixture(scope="module")
def follow(ours: Neighbour, camille: Peer, school: dict[str, str]) -> str:
    """Camille follows the school, which accepts. The id of the Follow."""
    done = camille.do("follow", school["actor"])
    camille.wait_for("Accept")
    return str(done["id"])


def webfinger(ours: Neighbour, name: str) -> dict[str, Any]:
    """Fedify asks WebFinger over HTTPS alone, so this is asked here."""
    host = ours.house.origin.removeprefix("http://")
    with urllib.request.urlopen(f"{ours.house.origin}/.well-known/webfinger?resource=acct:{name}@{host}") as answer:  # noqa: S310
        return dict(json.loads(answer.read()))


def actor_of(found: dict[str, Any]) -> str:
    return next(link["href"] for link in found["links"] if link["rel"] == "self")


def test_a_page_is_found_by_its_handle_and_by_its_addresses(camille: Peer, ours: Neighbour, school: dict) -> None:
    assert actor_of(webfinger(ours, SCHOOL)) == school["actor"]
    for address in (school["actor"], school["page"]):
        found = camille.do("lookup", address)
        assert (found["id"], found["preferredUsername"]) == (school["actor"], SCHOOL)


def test_a_follow_is_accepted_and_seen_on_both_sides(ours: Neighbour, camille: Peer, follow: str) -> None:
    assert [camille.uri, "accepted"] in ours.do("followers", handle=SCHOOL)
    accepted = camille.wait_for("Accept")["object"]
    assert follow in (accepted, accepted.get("id") if isinstance(accepted, dict) else None)


def test_a_post_arrives_then_its_edit_then_its_withdrawal(ours: Neighbour, camille: Peer, follow: str) -> None:
    post = ours.do("publish", handle=SCHOOL, text="Kermesse samedi #fête")
    created = camille.wait_for("Create", id=post["id"])
    assert "Kermesse samedi" in created["object"]["content"]
    ours.do("edit", pk=post["pk"], text="Kermesse dimanche #fête")
    assert "Kermesse dimanche" in camille.wait_for("Update", id=post["id"])["object"]["content"]
    ours.do("withdraw", pk=post["pk"])
    assert camille.wait_for("Delete", id=post["id"])["object"]["type"] == "Tombstone"


def test_likes_and_boosts_are_counted_and_taken_back(ours: Neighbour, camille: Peer, follow: str) -> None:
    post = ours.do("publish", handle=SCHOOL, text="Merci aux bénévoles")
    camille.do("like", post["url"])  # by the permalink: the document has its own id
    boost = camille.do("boost", post["id"])["id"]
    until(lambda: ours.do("reactions", pk=post["pk"]) == ["boost", "like"])
    camille.do("unboost", post["id"], about=boost)
    until(lambda: ours.do("reactions", pk=post["pk"]) == ["like"])


def test_a_reply_is_threaded_answered_edited_and_taken_back(ours: Neighbour, camille: Peer, follow: str) -> None:
    post = ours.do("publish", handle=SCHOOL, text="La cantine rouvre lundi")
    note = camille.do("reply", post["id"], text="À quelle heure ?")["note"]
    asked = wait_for_message(ours, "À quelle heure")
    assert (asked["id"], asked["post"], asked["private"]) == (note, post["pk"], False)

    ours.do("answer", message=asked["pk"], text="À 11 h 30.")
    answer = camille.wait_for("Create", inReplyTo=note)["object"]
    assert "11 h 30" in answer["content"]
    tags = answer["tag"] if isinstance(answer["tag"], list) else [answer["tag"]]
    assert camille.uri in [tag["href"] for tag in tags if tag["type"] == "Mention"]
    until(lambda: wait_for_message(ours, "11 h 30")["state"] == "delivered")
    # What answers the answer stands in the same conversation.
    camille.do("reply", answer["id"], text="Merci beaucoup")
    assert wait_for_message(ours, "Merci beaucoup")["conversation"] == asked["conversation"]

    camille.do("edit", post["id"], about=note, text="À quelle heure exactement ?")
    wait_for_message(ours, "exactement")
    camille.do("delete", post["id"], about=note)
    until(lambda: next(m for m in ours.do("messages", handle=SCHOOL) if m["id"] == note)["withdrawn"])


def test_a_private_message_is_for_the_moderators_alone(ours: Neighbour, camille: Peer, school: dict) -> None:
    camille.do("private", school["actor"], text="Mon enfant est malade")
    assert wait_for_message(ours, "Mon enfant est malade")["private"] is True


def test_a_page_that_changed_its_handle_is_still_the_same_actor(ours: Neighbour, camille: Peer) -> None:
    before = ours.do("page", handle="nordet")
    ours.do("rename", handle="nordet", to="nordet_nouveau")
    assert actor_of(webfinger(ours, "nordet")) == before["actor"]
    for address in (before["actor"], before["page"]):
        found = camille.do("lookup", address)
        assert (found["id"], found["preferredUsername"]) == (before["actor"], "nordet_nouveau")


def test_who_unfollows_gets_nothing_more(ours: Neighbour, camille: Peer, school: dict, follow: str) -> None:
    camille.do("unfollow", school["actor"], about=follow)
    until(lambda: [camille.uri, "accepted"] not in ours.do("followers", handle=SCHOOL))
    last = ours.do("publish", handle=SCHOOL, text="Personne ne suit plus")
    marker = camille.do("private", school["actor"], text="Après coup")["note"]
    asked = wait_for_message(ours, "Après coup")
    ours.do("answer", message=asked["pk"], text="Bien reçu")
    camille.wait_for("Create", inReplyTo=marker)  # what left later has come
    assert camille.received("Create", id=last["id"]) is None
