"""What a page answers goes to whoever asked, and in public to those who follow; it is taken back the same way."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from preau.channels.models import Answer, DeliveryState
from preau.channels.services import answer_retry, answer_send, answer_withdraw
from preau.federation.models import Host, Policy, RemoteActor
from tests.channels.stage import work
from tests.conftest import Cast
from tests.federation.sink import Sink
from tests.federation.stage import follower, later, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(cast: Cast, sink: Sink) -> RemoteActor:
    return somebody(sink.inbox(0, "/camille/inbox"), handle="@camille@exemple.test")


def answer(cast: Cast, asker: RemoteActor, **fields: Any) -> Answer:
    given = {"page": cast.saules, "network": "activitypub", "text": "À 15 h.", "actor": cast["saules_moderator"]}
    made = answer_send(**{**given, **fields}, reply_to=f"{asker.uri}/notes/1", to=asker.uri)
    work()
    made.refresh_from_db()
    return made


def test_a_public_answer_goes_to_whoever_asked_and_to_those_who_follow(
    cast: Cast, sink: Sink, asker: RemoteActor
) -> None:
    follower(cast.saules, sink.inbox(1))
    made = answer(cast, asker)
    assert sink.counts() == {asker.inbox: 1, sink.inbox(1): 1}
    note = sink.received[0].document["object"]
    assert note["inReplyTo"] == f"{asker.uri}/notes/1"
    assert {"type": "Mention", "href": asker.uri, "name": asker.handle} in note["tag"]
    assert (made.state, made.remote_id) == (DeliveryState.DELIVERED, f"http://testserver/ap/answers/{made.pk}")


def test_a_private_answer_goes_to_whoever_asked_alone(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    follower(cast.saules, sink.inbox(1))
    answer(cast, asker, is_private=True)
    assert sink.counts() == {asker.inbox: 1}
    assert sink.received[0].document["to"] == [asker.uri]
    assert not sink.received[0].document.get("cc")


def test_an_answer_taken_back_is_taken_back_wherever_it_went(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    follower(cast.saules, sink.inbox(1))
    made = answer(cast, asker)
    sink.received.clear()
    for _ in range(2):
        answer_withdraw(answer=made, actor=cast["saules_moderator"])
        work()
    assert sink.counts() == {asker.inbox: 1, sink.inbox(1): 1}
    assert {item.document["type"] for item in sink.received} == {"Delete"}
    assert sink.received[0].document["object"]["type"] == "Tombstone"


def test_an_answer_waits_for_a_server_that_is_down(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    sink.tell(sink.hosts[0], 502)
    made = answer(cast, asker)
    assert made.state == DeliveryState.RETRYING
    sink.answers.clear()
    later()
    made.refresh_from_db()
    assert made.state == DeliveryState.DELIVERED


def test_an_answer_that_was_refused_can_be_sent_once_more(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    sink.tell(sink.hosts[0], 422)
    made = answer(cast, asker)
    assert made.state == DeliveryState.FAILED
    sink.answers.clear()
    answer_retry(answer=made, actor=cast["saules_moderator"])
    work()
    made.refresh_from_db()
    assert made.state == DeliveryState.DELIVERED
    assert len({item.document["id"] for item in sink.received}) == 1


def test_nobody_answers_those_who_are_gone(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    RemoteActor.objects.update(gone_at=timezone.now())
    assert answer(cast, asker).state == DeliveryState.FAILED
    assert sink.received == []


def test_nothing_is_answered_to_a_blocked_server(cast: Cast, sink: Sink, asker: RemoteActor) -> None:
    Host.objects.update(policy=Policy.BLOCKED)
    made = answer(cast, asker)
    assert made.state == DeliveryState.FAILED
    assert "bloqué" in made.last_error
    assert sink.received == []
