"""Blocking somebody: for a time, for a reason, by a person; told, contested, looked at again, lifted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from preau.conversations.contest_tokens import contest_token
from preau.conversations.models import Block, Contest, Conversation, ConversationState, Message, Visitor
from preau.conversations.selectors import blocked
from preau.conversations.services import (
    block_extend,
    block_lift,
    block_make,
    block_review,
    blocks_tidy,
    contest_decide,
    message_show,
)
from preau.institutions.models import Institution
from preau.kernel import clock
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from tests.channels.stage import work
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, again, say
from .test_desk import see, send

pytestmark = pytest.mark.django_db


def in_days(days: float) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def block(cast: Cast, message: Message, days: float = 7, who: str = "saules_moderator", **fields: Any) -> Block:
    return block_make(message=message, reason="attack", until=in_days(days), actor=cast[who], **fields)


def test_from_a_bubble_with_words_before(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    path = f"messages/{message.pk}/bloquer/"
    text = see(client, cast, path=path)
    assert "La personne sera avertie" in text
    assert "Un blocage finit toujours" in text
    send(client, cast, path, status=422, length="week")
    send(client, cast, path, status=422, reason="attack", length="date", date="")
    send(client, cast, path, status=422, reason="attack", length="date", date="2099-01-01")
    send(client, cast, path, reason="attack", length="month", note="Troisième fois")
    made = Block.objects.get()
    assert (made.page, made.institution, made.author_id) == (cast.saules, None, ALEX.remote_id)
    assert "Alex" in see(client, cast, path="blocages/")
    assert "Personne bloquée jusqu’au" in see(client, cast, path=f"{message.conversation_id}/")
    work()
    [notice] = network.answered
    assert notice.is_private
    assert "Injure ou attaque" in notice.text
    assert "/contester/" in notice.text


def test_what_they_say_next_is_kept_held_and_makes_no_noise(cast: Cast, client: Client) -> None:
    post = publish(cast.saules, "Exposition")
    block(cast, say(cast.saules, "<p>Gros mot</p>", post=post))
    Conversation.objects.update(state=ConversationState.CLOSED, waiting_since=None)
    later = say(cast.saules, "<p>Encore moi</p>", post=post)
    assert (later.is_held, later.held_for) == (True, "blocked")
    assert set(Conversation.objects.values_list("state", flat=True)) == {"closed"}
    public = client.get(f"/@page_900001/{post.pk}").content.decode()
    assert "Encore moi" not in public
    assert "Gros mot" in public  # what they said before remains
    assert "Encore moi" in see(client, cast, path=f"{later.conversation_id}/")
    say(cast.saules, "<p>Bonjour</p>", post=post, by=NOOR)
    assert "Bonjour" in client.get(f"/@page_900001/{post.pk}").content.decode()


def test_in_a_conversation_that_runs_it_does_not_take_the_turn(cast: Cast) -> None:
    first = say(cast.saules, "<p>Gros mot</p>")
    block(cast, first)
    Conversation.objects.update(state=ConversationState.THEIRS)
    say(cast.saules, "<p>Encore moi</p>", reply_to=first.remote_id)
    assert Conversation.objects.get().state == ConversationState.THEIRS


def test_what_they_said_before_can_not_be_turned_into_something_else(cast: Cast) -> None:
    message = say(cast.saules, "<p>Bonjour</p>")
    block(cast, message)
    again(message, "<p>Gros mot</p>")
    message.refresh_from_db()
    assert message.held_for == "blocked"


def test_on_this_page_alone_or_on_the_whole_board(cast: Cast) -> None:
    block(cast, say(cast.saules, "<p>Gros mot</p>"))
    who = ("activitypub", ALEX.remote_id)
    assert blocked(cast.saules, *who)
    assert not blocked(cast.erables, *who)
    assert not blocked(cast.saules, "activitypub", NOOR.remote_id)
    assert not blocked(cast.saules, "autre", ALEX.remote_id)
    message = say(cast.erables, "<p>Gros mot</p>")
    block(cast, message, who="rivages_moderator", institution=cast.rivages.institution)
    assert blocked(cast.rivages, *who)
    assert blocked(cast.erables, *who)
    assert not blocked(cast.estuaire, *who)


def test_a_visitor_is_blocked_not_their_address(cast: Cast) -> None:
    one = Visitor.objects.create(email="a@exemple.test", key="a", confirmed_at=clock.now())
    other = Visitor.objects.create(email="b@exemple.test", key="b", confirmed_at=clock.now())
    block(cast, say(cast.saules, "<p>Gros mot</p>", network="visitor", visitor_id=one.pk))
    assert OutgoingMail.objects.get().to == "a@exemple.test"
    assert blocked(cast.saules, "visitor", ALEX.remote_id, visitor_id=one.pk)
    assert not blocked(cast.saules, "visitor", ALEX.remote_id, visitor_id=other.pk)


@pytest.mark.parametrize("days", [-1, 0, 200, 36_500])
def test_never_for_ever(cast: Cast, days: float) -> None:
    with pytest.raises(Invalid):
        block(cast, say(cast.saules, "<p>Gros mot</p>"), days)
    assert not Block.objects.exists()


def test_a_reason_of_the_list_and_only_once(cast: Cast) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    with pytest.raises(Invalid):
        block_make(message=message, reason="critique", until=in_days(1), actor=cast["saules_moderator"])
    block(cast, message)
    with pytest.raises(Conflict):
        block(cast, message)


def test_its_time_runs_out(cast: Cast, client: Client) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"))
    Block.objects.update(until=in_days(-1))
    assert not blocked(cast.saules, "activitypub", ALEX.remote_id)
    for _ in range(2):
        blocks_tidy()
    made.refresh_from_db()
    assert made.ended_at
    assert Entry.objects.filter(verb="block.ended").count() == 1
    assert "Alex" in see(client, cast, path="blocages/?etat=finis")
    assert not say(cast.saules, "<p>Bonjour</p>").is_held


def test_another_person_looks_at_it_again(cast: Cast, client: Client) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"), 100)
    assert made.review_at
    assert made.review_at - made.made_at == dt.timedelta(days=30)
    blocks_tidy()
    assert not OutgoingMail.objects.exists()
    Block.objects.update(review_at=in_days(-1))
    for _ in range(2):
        blocks_tidy()
    asked = {mail.to for mail in OutgoingMail.objects.all()}
    assert "rivages_moderator@exemple.test" in asked
    assert "saules_moderator@exemple.test" not in asked
    assert "Alex" in see(client, cast, path="blocages/?etat=a-revoir")
    assert "une autre personne le revoit" in see(client, cast, path=f"blocages/{made.pk}/")
    with pytest.raises(NotAllowed):
        block_review(block=made, note="", actor=cast["saules_moderator"])
    send(client, cast, f"blocages/{made.pk}/", "rivages_moderator", act="review")
    made.refresh_from_db()
    assert made.reviewed_by == cast["rivages_moderator"]


def test_it_is_lifted_with_a_reason_and_they_are_told(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"))
    send(client, cast, f"blocages/{made.pk}/", status=422, act="lift")
    send(client, cast, f"blocages/{made.pk}/", **{"act": "lift", "lift-reason": "S’est excusée"})
    assert not blocked(cast.saules, "activitypub", ALEX.remote_id)
    assert Entry.objects.get(verb="block.lifted").snapshot["reason"] == "S’est excusée"
    work()
    assert "ne sont plus retenus" in network.answered[-1].text or "comme avant" in network.answered[-1].text


def test_extending_is_a_new_decision(cast: Cast, client: Client) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"))
    send(client, cast, f"blocages/{made.pk}/", **{"act": "extend", "extend-length": "month"})
    new = Block.objects.get(follows=made)
    assert new.until > made.until
    assert Entry.objects.filter(verb="block.made").count() == 2
    made.refresh_from_db()
    assert not made.is_in_force
    with pytest.raises(Conflict):
        block_extend(block=made, until=in_days(3), note="", actor=cast["saules_moderator"])


def test_they_contest_and_another_person_lifts_it(cast: Cast, client: Client) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"))
    path = f"/contester/{contest_token('block', made.pk)}"
    assert "retenus pour un temps" in client.get(path).content.decode()
    client.post(path, {"text": "Ce n’était pas moi"})
    contest = Contest.objects.get()
    contest_decide(contest=contest, reverse=True, reply="Pardon.", actor=cast["rivages_moderator"])
    made.refresh_from_db()
    assert made.lifted_at
    assert "Ce n’était pas moi" in see(client, cast, path=f"contestations/{contest.pk}/")


def test_what_was_held_can_still_be_let_through(cast: Cast) -> None:
    block(cast, say(cast.saules, "<p>Gros mot</p>"))
    held = say(cast.saules, "<p>Au feu !</p>")
    message_show(message=held, actor=cast["saules_moderator"])
    held.refresh_from_db()
    assert held.is_shown


def states(message: Message) -> tuple[bool, str, str]:
    message.refresh_from_db()
    return message.is_held, message.held_for, Conversation.objects.get(pk=message.conversation_id).state


@pytest.mark.parametrize("way", ["lifted", "ended"])
def test_what_was_held_waits_for_a_person_once_it_is_over(cast: Cast, client: Client, way: str) -> None:
    made = block(cast, say(cast.saules, "<p>Gros mot</p>"))
    held = say(cast.saules, "<p>Au feu !</p>")
    assert states(held) == (True, "blocked", "closed")
    if way == "lifted":
        block_lift(block=made, reason="C’était une erreur", actor=cast["saules_moderator"])
    else:
        Block.objects.update(until=in_days(-1))
        blocks_tidy()
    assert states(held) == (True, "approval", "new")
    assert "Au feu" in see(client, cast, path="?etat=waiting")
    assert "Au feu" not in client.get("/@page_900001").content.decode()


def test_what_another_block_still_holds_stays_held(cast: Cast) -> None:
    first = say(cast.saules, "<p>Gros mot</p>")
    here = block(cast, first)
    block(cast, say(cast.rivages, "<p>Pire</p>"), who="rivages_moderator", institution=cast.rivages.institution)
    held = say(cast.saules, "<p>Encore moi</p>")
    block_lift(block=here, reason="C’était une erreur", actor=cast["saules_moderator"])
    assert states(held) == (True, "blocked", "closed")


def test_nobody_blocks_or_lifts_where_they_may_not(cast: Cast, client: Client) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    for who, status in {"saules_editor": 403, "estuaire_administrator": 404}.items():
        send(client, cast, f"messages/{message.pk}/bloquer/", who, status, reason="attack", length="week")
    for who, where in (("saules_editor", None), ("saules_moderator", cast.rivages.institution)):
        with pytest.raises(NotAllowed):
            block(cast, message, who=who, institution=where)
    elsewhere: Institution | None = cast.estuaire.institution
    with pytest.raises(NotAllowed):
        block(cast, message, who="rivages_moderator", institution=elsewhere)
    made = block(cast, message)
    for who, status in {"saules_editor": 403, "estuaire_administrator": 404}.items():
        see(client, cast, who, f"blocages/{made.pk}/", status)
        send(client, cast, f"blocages/{made.pk}/", who, status, act="lift", **{"lift-reason": "Parce que"})
    with pytest.raises(NotAllowed):
        block_lift(block=made, reason="Parce que", actor=cast["saules_editor"])


def test_a_visitors_private_page_says_until_when_and_the_form_says_nothing_of_anybody(
    cast: Cast, client: Client
) -> None:
    one = Visitor.objects.create(email="a@exemple.test", key="cle", confirmed_at=clock.now())
    made = block(cast, say(cast.saules, "<p>Gros mot</p>", network="visitor", visitor_id=one.pk))
    text = client.get("/echange/cle").content.decode()
    assert "est retenu jusqu’au" in text
    assert contest_token("block", made.pk) in text
