"""A board that shares its school's post announces it, and takes the announcement back."""

from __future__ import annotations

import pytest

from preau.channels.models import Delivery, DeliveryState
from preau.posts.models import Post
from preau.posts.services import post_boost, post_create, post_publish, post_unboost
from tests.channels.stage import reader, work
from tests.conftest import Cast
from tests.federation.sink import Sink
from tests.federation.stage import follower

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast: Cast, sink: Sink) -> Post:
    follower(cast.rivages, sink.inbox())
    draft = post_create(actor=cast["saules_communications"], page=cast.saules, body_fr="Bonjour.")
    made = post_publish(actor=cast["saules_communications"], post=draft)
    work()
    assert sink.received == []
    return made


def test_it_is_announced_taken_back_and_announced_anew(cast: Cast, sink: Sink, post: Post) -> None:
    given = {"actor": cast["rivages_communications"], "post": post, "page": cast.rivages}
    for verb in (post_boost, post_unboost, post_boost):
        verb(**given)
        work()
    first, undo, second = [item.document for item in sink.received]
    assert (first["type"], first["object"]) == ("Announce", f"http://testserver/ap/posts/{post.pk}")
    assert (undo["type"], undo["object"]["id"], undo["object"]["type"]) == ("Undo", first["id"], "Announce")
    assert second["type"] == "Announce"
    assert second["id"] != first["id"]
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_what_was_not_announced_yet_is_simply_not_announced(cast: Cast, sink: Sink, post: Post) -> None:
    given = {"actor": cast["rivages_communications"], "post": post, "page": cast.rivages}
    post_boost(**given)
    post_unboost(**given)
    work()
    assert sink.received == []
    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_readers_by_mail_get_it_once(cast: Cast, sink: Sink, post: Post, mailoutbox: list[object]) -> None:
    reader(cast.rivages)
    given = {"actor": cast["rivages_communications"], "post": post, "page": cast.rivages}
    for verb in (post_boost, post_unboost, post_boost):
        verb(**given)
        work()
    assert len(mailoutbox) == 1
