"""What a page answers somebody on a network: on its way, put off, uncertain, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from preau.channels.models import Answer, Channel, DeliveryState
from preau.channels.selectors import answers_in_trouble, public_answers
from preau.channels.services import (
    ANSWER_LIMIT,
    answer_advance,
    answer_resolve,
    answer_retry,
    answer_send,
    answer_settle,
    answer_withdraw,
)
from preau.connectors.base import NetworkError, OutcomeUnknown, Receipt, Reconnect, Refused, TryLater
from preau.kernel.backoff import BACKOFF
from preau.kernel.errors import Conflict, Invalid
from preau.records.models import Entry
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork

from .stage import publish, work

pytestmark = pytest.mark.django_db
ASKED = "https://talking.test/asked/1"


@pytest.fixture
def network(settings: Any, cast: Cast) -> Iterator[type[FakeTalkingNetwork]]:
    fakes = {name: f"tests.connectors.fake.{name}" for name in ("FakeTalkingNetwork", "FakeCarefulNetwork")}
    settings.NETWORKS = {
        "mail": settings.NETWORKS["mail"],
        "talking": fakes["FakeTalkingNetwork"],
        "careful": fakes["FakeCarefulNetwork"],
    }
    for name in ("talking", "careful"):
        Channel.objects.create(page=cast.saules, network=name, address=f"https://{name}.test/saules")
    FakeTalkingNetwork.forget()
    yield FakeTalkingNetwork
    FakeTalkingNetwork.forget()


def send(cast: Cast, text: str = "Bonjour. À 15 h.", **fields: Any) -> Answer:
    given = {
        "page": cast.saules,
        "network": "talking",
        "reply_to": ASKED,
        "to": "https://talking.test/alex",
        "to_handle": "@alex@talking.test",
        "actor": cast["saules_moderator"],
    }
    return answer_send(text=text, **{**given, **fields})


def sent(cast: Cast, *errors: Exception, **fields: Any) -> Answer:
    FakeTalkingNetwork.does.extend(errors)
    answer = send(cast, **fields)
    work()
    answer.refresh_from_db()
    return answer


def test_an_answer_leaves_and_keeps_its_receipt(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = sent(cast)
    assert (answer.state, answer.remote_id) == (DeliveryState.DELIVERED, f"https://talking.test/{answer.pk}")
    [outgoing] = network.answered
    assert (outgoing.reply_to, outgoing.author) == (ASKED, "https://talking.test/alex")
    assert outgoing.html == "<p>Bonjour. À 15 h.</p>"
    assert Entry.objects.get(verb="answer.sent").snapshot["text"] == "Bonjour. À 15 h."


def test_the_journal_does_not_say_whom_it_was_for(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    sent(cast)
    assert "alex" not in str(Entry.objects.filter(verb="answer.sent").values())


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Refused("Trop long."), DeliveryState.FAILED),
        (Reconnect("session"), DeliveryState.FAILED),
        (OutcomeUnknown("coupure"), DeliveryState.UNKNOWN),
        (TryLater("Une minute."), DeliveryState.RETRYING),
        (RuntimeError("bug"), DeliveryState.UNKNOWN),
    ],
)
def test_each_reply_of_a_network_has_its_state(
    cast: Cast, network: type[FakeTalkingNetwork], error: Exception, state: DeliveryState
) -> None:
    answer = sent(cast, error)
    assert (answer.state, bool(answer.last_error)) == (state, True)


def test_what_is_put_off_leaves_later_and_not_before(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    early = sent(cast, TryLater("Une heure."))
    answer_advance(answer_id=early.pk)
    assert network.answered == []
    assert sent(cast, TryLater("Tout de suite.", at=timezone.now())).attempts == 2
    assert len(network.answered) == 1


def test_trying_ends(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = sent(cast, *(TryLater("Non.", at=timezone.now()) for _ in range(len(BACKOFF) + 1)))
    assert (answer.state, answer.last_error) == (DeliveryState.FAILED, "Non.")


@pytest.mark.parametrize(("name", "arrived"), [("talking", 0), ("careful", 1)])
def test_a_worker_that_died_while_it_sent(
    cast: Cast, network: type[FakeTalkingNetwork], name: str, arrived: int
) -> None:
    answer = send(cast, network=name)
    Answer.objects.update(state=DeliveryState.SENDING)
    work()
    answer.refresh_from_db()
    assert len(network.answered) == arrived
    assert answer.state == (DeliveryState.DELIVERED if arrived else DeliveryState.UNKNOWN)


def test_a_network_of_our_own_may_end_before_its_sender(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = send(cast)
    answer_settle(answer_id=answer.pk, state=DeliveryState.DELIVERED)
    answer_settle(answer_id=answer.pk, state=DeliveryState.SENDING, receipt=Receipt("https://a.test/1"))
    answer.refresh_from_db()
    assert answer.state == DeliveryState.DELIVERED


@pytest.mark.parametrize("text", ["", "  \n\u200b\u202e".replace("\u200b", ""), "a" * (ANSWER_LIMIT + 1)])
def test_what_can_not_leave_is_said_at_once(cast: Cast, network: type[FakeTalkingNetwork], text: str) -> None:
    with pytest.raises(Invalid):
        send(cast, text)
    assert not Answer.objects.exists()


def test_where_nobody_is_answered_it_is_said(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    for name in ("mail", "inconnu"):
        with pytest.raises(Invalid):
            send(cast, network=name)
    Channel.objects.update(ended_at=timezone.now())
    with pytest.raises(Invalid):
        send(cast)


def test_a_network_that_is_no_longer_set_up_fails_in_words(
    cast: Cast, network: type[FakeTalkingNetwork], settings: Any
) -> None:
    answer = send(cast)
    settings.NETWORKS = {"mail": settings.NETWORKS["mail"]}
    work()
    answer.refresh_from_db()
    assert answer.state == DeliveryState.FAILED


def test_what_failed_is_sent_again_by_hand(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = sent(cast, Refused("non"))
    assert list(answers_in_trouble(cast["saules_moderator"])) == [answer]
    assert not answers_in_trouble(cast["estuaire_administrator"]).exists()
    answer_retry(answer=answer, actor=cast["saules_moderator"])
    work()
    assert len(network.answered) == 1
    with pytest.raises(Conflict):
        answer_retry(answer=answer, actor=cast["saules_moderator"])


@pytest.mark.parametrize("was_received", [True, False])
def test_what_is_uncertain_is_decided_by_a_person(
    cast: Cast, network: type[FakeTalkingNetwork], was_received: bool
) -> None:
    answer = sent(cast, OutcomeUnknown("coupure"))
    answer_resolve(answer=answer, was_received=was_received, actor=cast["saules_moderator"])
    work()
    answer.refresh_from_db()
    assert answer.state == DeliveryState.DELIVERED
    assert len(network.answered) == (not was_received)
    with pytest.raises(Conflict):
        answer_resolve(answer=answer, was_received=True, actor=cast["saules_moderator"])


def test_what_is_taken_back_before_it_leaves_never_does(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = send(cast)
    answer_withdraw(answer=answer, actor=cast["saules_moderator"])
    work()
    answer.refresh_from_db()
    assert (answer.state, network.answered, network.forgotten) == (DeliveryState.CANCELLED, [], [])


@pytest.mark.parametrize("errors", [[], [TryLater("Plus tard.", at=timezone.now())]], ids=["at once", "later"])
def test_what_left_is_taken_back_there_too(
    cast: Cast, network: type[FakeTalkingNetwork], errors: list[NetworkError]
) -> None:
    answer = sent(cast)
    network.does.extend(errors)
    for _ in range(2):
        answer_withdraw(answer=answer, actor=cast["saules_moderator"])
    work()
    assert network.forgotten == [answer.pk]
    assert Entry.objects.filter(verb="answer.withdrawn").count() == 1
    with pytest.raises(Conflict):
        answer_retry(answer=answer, actor=cast["saules_moderator"])


def test_a_network_that_does_not_forget_says_why(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    answer = sent(cast)
    network.does.append(Refused("Introuvable là-bas."))
    answer_withdraw(answer=answer, actor=cast["saules_moderator"])
    work()
    answer.refresh_from_db()
    assert answer.last_error == "Introuvable là-bas."


def test_the_public_answers_under_a_post(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    post = publish(cast.saules)
    shown = send(cast, post=post)
    send(cast, post=post, is_private=True)
    answer_withdraw(answer=send(cast, post=post), actor=cast["saules_moderator"])
    send(cast)
    assert list(public_answers(post)) == [shown]
