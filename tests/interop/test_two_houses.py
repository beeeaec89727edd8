"""Two houses as real processes: what one says reaches the other, by the same roads as strangers' words."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest

from preau.federation.protocol.context import PUBLIC
from tests.config.house import until

from .conftest import Neighbour

pytestmark = pytest.mark.slow
OURS, THEIRS = "trois_saules", "erables"


def document(address: str) -> dict[str, Any]:
    request = urllib.request.Request(address, headers={"Accept": "application/activity+json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return dict(json.loads(answer.read()))


@pytest.fixture(scope="module")
def us(ours: Neighbour) -> dict[str, str]:
    return dict(ours.do("page", handle=OURS))


@pytest.fixture(scope="module")
def them(theirs: Neighbour) -> dict[str, str]:
    return dict(theirs.do("page", handle=THEIRS))


@pytest.fixture(scope="module")
def follow(ours: Neighbour, theirs: Neighbour, us: dict, them: dict) -> str:
    done = theirs.do(
        "speak",
        handle=THEIRS,
        kind="Follow",
        target=us["actor"],
        document={"object": us["actor"]},
        object_uri=us["actor"],
    )
    until(lambda: theirs.do("received", kind="Accept"))
    return str(done["id"])


def told(house: Neighbour, kind: str, uri: str) -> dict[str, Any] | None:
    for activity in reversed(house.do("received", kind=kind)):
        thing = activity["object"]
        if uri == (thing["id"] if isinstance(thing, dict) else thing):
            return dict(activity)
    return None


def test_follow_and_accept(ours: Neighbour, theirs: Neighbour, them: dict, follow: str) -> None:
    assert ours.do("followers", handle=OURS) == [[them["actor"], "accepted"]]
    assert document(f"{ours.do('page', handle=OURS)['actor']}/followers")["totalItems"] == 1


def test_post_edit_withdraw(ours: Neighbour, theirs: Neighbour, follow: str) -> None:
    post = ours.do("publish", handle=OURS, text="Sortie au musée")
    until(lambda: told(theirs, "Create", post["id"]))
    ours.do("edit", pk=post["pk"], text="Sortie au musée, remise à jeudi")
    until(lambda: told(theirs, "Update", post["id"]))
    update = told(theirs, "Update", post["id"])
    assert update
    assert "jeudi" in update["object"]["content"]
    ours.do("withdraw", pk=post["pk"])
    until(lambda: told(theirs, "Delete", post["id"]))


def test_like_boost_undo(ours: Neighbour, theirs: Neighbour, us: dict, follow: str) -> None:
    post = ours.do("publish", handle=OURS, text="Bravo à l’équipe")
    say = {"handle": THEIRS, "target": us["actor"], "object_uri": post["id"]}
    like = theirs.do("speak", kind="Like", document={"object": post["id"]}, **say)
    theirs.do("speak", kind="Announce", document={"object": post["id"], "to": [PUBLIC]}, **say)
    until(lambda: ours.do("reactions", pk=post["pk"]) == ["boost", "like"])
    theirs.do("speak", kind="Undo", document={"object": like["id"]}, **say)
    until(lambda: "like" not in ours.do("reactions", pk=post["pk"]))
    assert ours.do("reactions", pk=post["pk"]) == ["boost"]


def wait_for_message(house: Neighbour, handle: str, words: str) -> dict:
    """The newest of a page's messages that holds `words`: a demo house has others."""

    def found() -> list[dict]:
        return [message for message in house.do("messages", handle=handle) if words in message["html"]]

    until(found)
    return found()[-1]


def reply(theirs: Neighbour, us: dict, them: dict, post: dict, html: str) -> dict:
    """What the other house's page says in public under our post."""
    note = {
        "id": f"{them['actor']}/essai/{post['pk']}",
        "type": "Note",
        "attributedTo": them["actor"],
        "inReplyTo": post["id"],
        "content": html,
        "to": [PUBLIC],
        "cc": [us["actor"]],
        "tag": [{"type": "Mention", "href": us["actor"]}],
    }
    create = {"object": note, "to": [PUBLIC], "cc": [us["actor"]]}
    say = {"handle": THEIRS, "kind": "Create", "target": us["actor"], "object_uri": note["id"]}
    theirs.do("speak", document=create, **say)
    return note


def test_a_question_and_its_answer_cross_both_ways(ours: Neighbour, theirs: Neighbour, us: dict, them: dict) -> None:
    post = ours.do("publish", handle=OURS, text="Portes ouvertes")
    note = reply(theirs, us, them, post, "<p>Faut-il s’inscrire ?</p><script>alert(1)</script>")
    asked = wait_for_message(ours, OURS, "Faut-il s’inscrire")
    assert asked["id"] == note["id"]
    assert "script" not in asked["html"]
    with urllib.request.urlopen(post["url"], timeout=20) as page:  # noqa: S310
        assert "Faut-il s’inscrire" in page.read().decode()

    ours.do("answer", message=asked["pk"], text="Non, venez comme vous êtes.")
    heard = wait_for_message(theirs, THEIRS, "venez comme vous êtes")
    assert document(heard["id"])["inReplyTo"] == note["id"]
    # And back: their page answers the answer from its desk, and it stands in the same conversation on ours.
    theirs.do("answer", message=heard["pk"], text="Merci !")
    assert wait_for_message(ours, OURS, "Merci !")["conversation"] == asked["conversation"]


def test_whoever_is_hidden_is_told_in_private_and_contests(
    ours: Neighbour, theirs: Neighbour, us: dict, them: dict
) -> None:
    post = ours.do("publish", handle=OURS, text="Rentrée")
    reply(theirs, us, them, post, "<p>Vous êtes des imbéciles</p>")
    hidden = wait_for_message(ours, OURS, "imbéciles")
    ours.do("hide", message=hidden["pk"], reason="attack")

    notice = wait_for_message(theirs, THEIRS, "Injure ou attaque contre une personne")
    assert notice["private"]
    assert ours.do("told", message=hidden["pk"]) == ["private", "delivered"]
    assert "éciles" in notice["html"]  # their own words, said to them alone
    with urllib.request.urlopen(post["url"], timeout=20) as page:  # noqa: S310
        assert "éciles" not in page.read().decode()
    link = re.search(r'href="([^"]+/contester/[^"]+)"', notice["html"])
    assert link
    with urllib.request.urlopen(link[1], timeout=20) as page:  # noqa: S310
        assert "Vous n’êtes pas d’accord" in page.read().decode()


def test_unfollow(ours: Neighbour, theirs: Neighbour, us: dict, them: dict, follow: str) -> None:
    undo = {"object": {"id": follow, "type": "Follow", "actor": them["actor"], "object": us["actor"]}}
    theirs.do("speak", handle=THEIRS, kind="Undo", target=us["actor"], document=undo, object_uri=us["actor"])
    until(lambda: not ours.do("followers", handle=OURS))
    assert document(f"{us['actor']}/followers")["totalItems"] == 0
