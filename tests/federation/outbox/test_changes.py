"""Edits and withdrawals follow the post wherever it went, and nowhere else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from preau.channels.models import Delivery
from preau.federation.models import Activity, Parcel, ParcelState
from preau.federation.services import actor_for
from preau.federation.services.post_send import delivery_write
from preau.institutions.models import Page
from preau.institutions.signals import page_changed
from preau.posts.models import Post
from preau.posts.signals import post_edited
from tests.channels.stage import publish, withdraw, work
from tests.conftest import Cast
from tests.federation.sink import Sink
from tests.federation.stage import follower, later

pytestmark = pytest.mark.django_db


def edit(post: Post, text: str) -> None:
    with transaction.atomic():
        post.body_fr, post.html_fr, post.edited_at = text, f"<p>{text}</p>", timezone.now()
        post.save()
        post_edited.send(sender=Post, post=post)


def kinds(sink: Sink) -> list[str]:
    return [item.document["type"] for item in sink.received]


def back(sink: Sink) -> None:
    """All servers live again, and what waits for them is sent."""
    sink.answers.clear()
    later()


def about(item: Any) -> Any:
    return item.document["object"]


def test_an_edit_is_told_to_those_who_have_the_post(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    post = publish(cast.saules)
    work()
    edit(post, "Bonsoir.")
    work()
    assert kinds(sink) == ["Create", "Update"]
    assert "Bonsoir." in about(sink.received[1])["content"]
    assert sink.received[1].document["id"] != sink.received[0].document["id"]


def test_what_has_not_left_leaves_as_edited(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    post = publish(cast.saules)
    delivery_write(delivery_id=Delivery.objects.get().pk)
    edit(post, "Bonsoir.")
    work()
    assert kinds(sink) == ["Create"]
    assert "Bonsoir." in about(sink.received[0])["content"]


def test_a_server_that_was_down_gets_the_newest_words_alone(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0))
    sink.tell(sink.hosts[0], 502)
    post = publish(cast.saules)
    work()
    edit(post, "Une fois.")
    edit(post, "Deux fois.")
    sink.received.clear()
    back(sink)
    assert all("Deux fois." in about(item)["content"] for item in sink.received)
    assert kinds(sink) == ["Create", "Update"]  # the first may have arrived: then the second brings the new words


def test_a_withdrawal_is_told_to_those_who_have_the_post(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    post = publish(cast.saules)
    work()
    withdraw(post)
    work()
    assert kinds(sink) == ["Create", "Delete"]
    assert about(sink.received[1])["type"] == "Tombstone"
    assert "content" not in about(sink.received[1])


def test_what_was_withdrawn_before_it_left_never_leaves(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    post = publish(cast.saules)
    delivery_write(delivery_id=Delivery.objects.get().pk)
    withdraw(post)
    work()
    assert sink.received == []
    assert Parcel.objects.get().state == ParcelState.CANCELLED


def test_a_server_that_was_down_gets_no_post_after_its_end(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0))
    sink.tell(sink.hosts[0], 502)
    post = publish(cast.saules)
    work()
    withdraw(post)
    sink.received.clear()
    back(sink)
    assert kinds(sink) == ["Delete"]


def test_an_edit_never_goes_to_who_unfollowed_before_the_post(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox(0))
    gone = follower(cast.saules, sink.inbox(1))
    gone.delete()
    post = publish(cast.saules)
    work()
    edit(post, "Bonsoir.")
    work()
    assert {item.host for item in sink.received} == {sink.hosts[0]}


def test_who_unfollowed_since_still_hears_of_the_withdrawal(cast: Cast, sink: Sink) -> None:
    gone = follower(cast.saules, sink.inbox(1))
    post = publish(cast.saules)
    work()
    gone.delete()
    withdraw(post)
    work()
    assert kinds(sink) == ["Create", "Delete"]


def test_a_page_that_changes_tells_its_followers_once(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    cast.saules.name = "École des Quatre-Saules"
    cast.saules.save()
    for _ in range(2):
        page_changed.send(sender=Page, page=cast.saules)
        work()
    assert kinds(sink) == ["Update"]
    assert about(sink.received[0])["name"] == "École des Quatre-Saules"


def test_a_page_that_nobody_follows_tells_nobody(cast: Cast, sink: Sink) -> None:
    actor_for(cast.saules)
    page_changed.send(sender=Page, page=cast.saules)
    assert not Activity.objects.exists()


def test_documents_are_kept_as_sent(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    publish(cast.saules)
    work()
    assert json.loads(Activity.objects.get().document) == sink.received[0].document
