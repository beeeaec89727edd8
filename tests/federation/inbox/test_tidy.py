"""What came in is kept as long as the work needs it."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from preau.channels.models import InboundItem
from preau.federation.models import RemoteActor, TakenBack
from preau.federation.services import inbox_tidy
from preau.posts.models import Post

from .stage import activity, arrive, note, receive, uri_of


def in_days(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False)


def test_what_was_sent_is_forgotten_after_a_week(camille: RemoteActor, post: Post) -> None:
    receive(activity(camille, "Create", note(camille, inReplyTo=uri_of(post))))
    with in_days(6):
        inbox_tidy()
    assert InboundItem.objects.get().payload
    with in_days(8):
        inbox_tidy()
    assert InboundItem.objects.get().payload == ""


@pytest.mark.parametrize(("kind", "kept"), [("Like", 0), ("Create", 1), ("Zzz", 0)])
def test_after_a_month_only_that_a_message_came_is_known(
    camille: RemoteActor, post: Post, kind: str, kept: int
) -> None:
    receive(activity(camille, kind, note(camille, inReplyTo=uri_of(post)) if kind == "Create" else uri_of(post)))
    with in_days(31):
        inbox_tidy()
    assert InboundItem.objects.count() == kept


def test_what_is_not_read_yet_is_never_forgotten(camille: RemoteActor, post: Post) -> None:
    arrive(activity(camille, "Like", uri_of(post)))
    with in_days(400):
        inbox_tidy()
    assert InboundItem.objects.exclude(payload="").exists()


def test_what_was_taken_back_is_remembered_for_a_week(camille: RemoteActor) -> None:
    receive(activity(camille, "Delete", f"{camille.uri}/statuses/1"))
    with in_days(6):
        inbox_tidy()
    assert TakenBack.objects.exists()
    with in_days(8):
        inbox_tidy()
    assert not TakenBack.objects.exists()
