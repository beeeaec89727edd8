"""How other servers are spoken to: patiently, once, and each for itself."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from preau.channels.models import Delivery, DeliveryState
from preau.federation.models import Activity, Actor, Follower, Host, Parcel, ParcelState, Policy, RemoteActor
from preau.federation.outbox.lines import PER_HOST
from preau.federation.services import activity_send, actor_for
from preau.federation.services.decide import delivery_again
from preau.federation.services.parcels import due_send
from tests.channels.stage import publish, work
from tests.conftest import Cast
from tests.federation.sink import Answer, Sink
from tests.federation.stage import follower, later

pytestmark = pytest.mark.django_db


def tell(actor: Actor, *inboxes: str) -> Activity:
    """Something said to these inboxes, and the sending of it."""
    made = activity_send(actor=actor, kind="Note", object_uri="http://a.test/1", document={}, inboxes=inboxes)
    work()
    return made


@pytest.fixture
def actor(cast: Cast) -> Actor:
    return actor_for(cast.saules)


def test_what_leaves_is_signed_by_the_pages_own_key(actor: Actor, sink: Sink) -> None:
    tell(actor, sink.inbox())
    headers = sink.received[0].headers
    key = f'keyId="http://testserver/ap/actors/{actor.page_id}#main-key"'
    assert headers["signature"].startswith(key)
    assert headers["content-type"] == "application/activity+json"
    assert "http://testserver" in headers["user-agent"]


def test_a_server_that_wants_the_other_signature_gets_it_from_then_on(actor: Actor, sink: Sink) -> None:
    sink.tell(sink.inbox(), 401, 202)
    tell(actor, sink.inbox())
    tell(actor, sink.inbox())
    kinds = ["signature-input" in item.headers for item in sink.received]
    assert kinds == [False, True, True]
    assert Host.objects.get().signs == "rfc9421"
    assert set(Parcel.objects.values_list("state", flat=True)) == {ParcelState.DELIVERED}


def test_who_refuses_both_signatures_is_asked_again_later(actor: Actor, sink: Sink) -> None:
    sink.tell(sink.inbox(), 401)
    tell(actor, sink.inbox())
    parcel = Parcel.objects.get()
    assert (len(sink.received), parcel.state, parcel.attempts) == (2, ParcelState.RETRYING, 1)
    assert parcel.next_at
    assert parcel.next_at > timezone.now()


def test_an_inbox_that_is_gone_takes_its_followers_with_it(cast: Cast, sink: Sink) -> None:
    gone = follower(cast.saules, sink.inbox(0, "/gone"))
    stays = follower(cast.saules, sink.inbox(0, "/here"))
    sink.tell(sink.inbox(0, "/gone"), 410)
    publish(cast.saules)
    work()
    assert list(Follower.objects.all()) == [stays]
    assert RemoteActor.objects.get(pk=gone.remote_id).gone_at
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_not_found_is_believed_the_second_time(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    sink.tell(sink.inbox(), 404)
    publish(cast.saules)
    work()
    assert Follower.objects.exists()
    later()
    assert not Follower.objects.exists()
    assert Parcel.objects.get().state == ParcelState.CANCELLED


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_peace_gets_it(actor: Actor, sink: Sink, status: int) -> None:
    sink.tell(sink.hosts[0], Answer(status, {"Retry-After": "3600"}))
    boxes = [sink.inbox(0, f"/{number}") for number in range(40)]
    tell(actor, *boxes)
    host = Host.objects.get()
    assert len(sink.received) <= PER_HOST
    assert host.next_at
    assert host.next_at > timezone.now() + dt.timedelta(minutes=50)
    due_send()
    assert len(sink.received) <= PER_HOST


def test_a_dead_server_is_probed_by_one_and_costs_others_nothing(actor: Actor, sink: Sink) -> None:
    dead = "127.0.0.9:9"
    boxes = [f"http://{dead}/{number}" for number in range(30)]
    tell(actor, *boxes, *(sink.inbox(1, f"/{number}") for number in range(30)))
    assert len(sink.received) == 30
    host = Host.objects.get(name=dead)
    assert host.down_since
    assert host.failures == 1
    tried = Parcel.objects.filter(host=host, attempts__gt=0)
    before = tried.count()
    assert before <= PER_HOST
    later()
    assert sum(tried.values_list("attempts", flat=True)) == before + 1
    host.refresh_from_db()
    assert host.failures == 2


def test_a_server_that_is_back_gets_all_that_waited(actor: Actor, sink: Sink) -> None:
    sink.tell(sink.hosts[0], 502)
    boxes = [sink.inbox(0, f"/{number}") for number in range(30)]
    tell(actor, *boxes)
    del sink.answers[sink.hosts[0]]
    sink.received.clear()
    later()
    assert sink.counts() == dict.fromkeys(boxes, 1)
    host = Host.objects.get()
    assert (host.failures, host.next_at, host.down_since) == (0, None, None)


def test_one_server_never_gets_more_than_a_few_at_once(actor: Actor, sink: Sink) -> None:
    sink.seconds = 0.01
    tell(actor, *(sink.inbox(0, f"/{number}") for number in range(40)))
    assert sink.most_at_once[sink.hosts[0]] == PER_HOST
    assert sink.connections == PER_HOST


def test_what_goes_to_one_inbox_keeps_its_order(actor: Actor, sink: Sink) -> None:
    sink.seconds = 0.005
    for number in range(12):
        activity_send(actor=actor, kind="Note", object_uri=f"{number}", document={"n": number}, inboxes=[sink.inbox()])
    later()
    assert [item.document["n"] for item in sink.received] == list(range(12))


def test_what_waits_behind_another_workers_parcel_leaves_once_that_has_arrived(actor: Actor, sink: Sink) -> None:
    ahead = activity_send(actor=actor, kind="Note", object_uri="1", document={}, inboxes=[sink.inbox()])
    ahead.parcels.update(state=ParcelState.SENDING, next_at=timezone.now() + dt.timedelta(seconds=60))
    behind = tell(actor, sink.inbox())
    assert sink.received == []
    ahead.parcels.update(state=ParcelState.DELIVERED, next_at=None)
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=2)):
        work()
    assert behind.parcels.get().state == ParcelState.DELIVERED


def test_the_body_of_an_answer_is_not_read_to_its_end(actor: Actor, sink: Sink) -> None:
    sink.tell(sink.inbox(0, "/much"), Answer(202, {"Content-Length": "50000000"}, b"x" * 5000))
    tell(actor, sink.inbox(0, "/much"))
    assert Parcel.objects.get().state == ParcelState.DELIVERED


def test_a_redirect_is_not_followed(actor: Actor, sink: Sink) -> None:
    sink.tell(sink.inbox(), Answer(307, {"Location": sink.inbox(1)}))
    tell(actor, sink.inbox())
    assert sink.counts() == {sink.inbox(): 1}
    assert Parcel.objects.get().state == ParcelState.RETRYING


def test_a_private_address_is_never_called(actor: Actor, sink: Sink, settings: object) -> None:
    settings.ALLOW_LOOPBACK = False  # type: ignore[attr-defined]
    tell(actor, sink.inbox())
    assert sink.received == []
    assert Host.objects.get().failures == 1


def test_a_refusal_is_shown_and_can_be_retried_by_a_person(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    sink.tell(sink.inbox(), 422)
    publish(cast.saules)
    work()
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.FAILED
    del sink.answers[sink.inbox().removeprefix("http://")]
    delivery_again(delivery_id=delivery.pk)
    later()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED


def test_what_a_dead_worker_held_is_sent_again(actor: Actor, sink: Sink) -> None:
    made = activity_send(actor=actor, kind="Note", object_uri="x", document={}, inboxes=[sink.inbox()])
    Parcel.objects.update(state=ParcelState.SENDING, next_at=timezone.now() + dt.timedelta(seconds=30))
    due_send()
    assert sink.received == []
    Parcel.objects.update(next_at=timezone.now())
    due_send()
    assert sink.counts() == {sink.inbox(): 1}
    assert made.parcels.get().state == ParcelState.DELIVERED


def test_after_five_days_nothing_is_tried_any_more(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    sink.tell(sink.hosts[0], 502)
    publish(cast.saules)
    work()
    assert Delivery.objects.get().state == DeliveryState.RETRYING
    Parcel.objects.update(created_at=timezone.now() - dt.timedelta(days=6))
    due_send()
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_nothing_leaves_for_a_server_that_was_blocked_meanwhile(actor: Actor, sink: Sink) -> None:
    made = activity_send(actor=actor, kind="Note", object_uri="x", document={}, inboxes=[sink.inbox()])
    Host.objects.update(policy=Policy.BLOCKED)
    work()
    due_send()
    assert sink.received == []
    assert made.parcels.get().state == ParcelState.CANCELLED


def test_nothing_is_written_for_a_server_that_is_blocked_with_all_below_it(actor: Actor, sink: Sink) -> None:
    Host.objects.create(name="exemple.test", policy=Policy.BLOCKED)
    made = tell(actor, "http://m.exemple.test/inbox", sink.inbox())
    assert [parcel.inbox for parcel in made.parcels.all()] == [sink.inbox()]


def test_an_actor_whose_key_was_sealed_under_another_secret_keeps_no_other_waiting(cast: Cast, sink: Sink) -> None:
    broken = actor_for(cast.rivages)
    Actor.objects.filter(pk=broken.pk).update(private_key="nonsense")
    sound = actor_for(cast.saules)
    for actor in (broken, sound):
        activity_send(actor=actor, kind="Note", object_uri="x", document={}, inboxes=[sink.inbox()])
    work()
    due_send()
    assert sorted(Parcel.objects.values_list("state", flat=True)) == [ParcelState.DELIVERED, ParcelState.FAILED]
    assert len(sink.received) == 1


def test_the_delivery_waits_openly_for_a_server_that_is_down(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0))
    follower(cast.saules, "http://127.0.0.9:9/inbox")
    publish(cast.saules)
    work()
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.RETRYING
    assert delivery.next_at
    assert delivery.next_at > timezone.now()
    assert sink.counts() == {sink.inbox(0): 1}
