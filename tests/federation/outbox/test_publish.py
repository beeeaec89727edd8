"""From a published post to the inboxes of those who follow."""

from __future__ import annotations

import pytest

from preau.channels.models import Delivery, DeliveryState
from preau.federation.models import Activity, Parcel, ParcelState
from tests.channels.stage import publish, work
from tests.conftest import Cast
from tests.federation.sink import Sink
from tests.federation.stage import follower

pytestmark = pytest.mark.django_db


def test_a_post_reaches_each_server_once_however_many_follow_there(cast: Cast, sink: Sink) -> None:
    for person in range(3):
        follower(cast.saules, sink.inbox(0, f"/people/{person}/inbox"), shared=sink.inbox(0))
    follower(cast.saules, sink.inbox(1, "/camille/inbox"))
    post = publish(cast.saules)
    work()
    assert sink.counts() == {sink.inbox(0): 1, sink.inbox(1, "/camille/inbox"): 1}
    said = sink.received[0].document
    assert (said["type"], said["object"]["id"]) == ("Create", f"http://testserver/ap/posts/{post.pk}")
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.DELIVERED
    assert delivery.remote_id == f"http://testserver/ap/posts/{post.pk}"
    assert sorted(Parcel.objects.values_list("people", "state")) == [(1, "delivered"), (3, "delivered")]


def test_a_page_that_shows_anothers_post_announces_it(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0))
    post = publish(cast.rivages, cast.saules)
    work()
    said = sink.received[0].document
    assert (said["type"], said["object"]) == ("Announce", f"http://testserver/ap/posts/{post.pk}")
    assert said["actor"] == f"http://testserver/ap/actors/{cast.saules.pk}"
    assert said["to"] == ["https://www.w3.org/ns/activitystreams#Public"]


def test_without_followers_nothing_waits(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0)).delete()
    publish(cast.saules)
    work()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    assert not Activity.objects.exists()
    assert not Parcel.objects.filter(state=ParcelState.PENDING).exists()
