"""What a page keeps on top is kept on top elsewhere."""

from __future__ import annotations

import pytest

from preau.federation.models import Activity
from preau.federation.protocol.context import PUBLIC
from preau.posts.services import post_pin, post_unpin
from tests.channels.stage import publish, work
from tests.conftest import Cast
from tests.federation.sink import Sink
from tests.federation.stage import follower

pytestmark = pytest.mark.django_db


def test_followers_are_told_what_is_pinned_and_what_no_longer_is(cast: Cast, sink: Sink) -> None:
    follower(cast.saules, sink.inbox())
    post = publish(cast.saules)
    post_pin(actor=cast["saules_communications"], post=post)
    post_unpin(actor=cast["saules_communications"], post=post)
    work()
    told = {item.document["type"]: item.document for item in sink.received}
    assert set(told) == {"Create", "Add", "Remove"}
    for kind in ("Add", "Remove"):
        assert told[kind]["object"] == f"http://testserver/ap/posts/{post.pk}"
        assert told[kind]["target"] == f"http://testserver/ap/actors/{cast.saules.pk}/featured"
        assert told[kind]["to"] == [PUBLIC]


def test_nobody_is_told_where_nobody_follows(cast: Cast) -> None:
    post_pin(actor=cast["saules_communications"], post=publish(cast.saules))
    assert not Activity.objects.filter(kind="Add").exists()
