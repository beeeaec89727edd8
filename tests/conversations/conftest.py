from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from preau.channels.models import Channel
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork


@pytest.fixture
def network(settings: Any, cast: Cast) -> Iterator[type[FakeTalkingNetwork]]:
    """A made-up network in the Fediverse's place, on which Saules has its account."""
    settings.NETWORKS = {
        "mail": settings.NETWORKS["mail"],
        "activitypub": "tests.connectors.fake.FakeTalkingNetwork",
    }
    Channel.objects.create(page=cast.saules, network="activitypub")
    FakeTalkingNetwork.forget()
    yield FakeTalkingNetwork
    FakeTalkingNetwork.forget()
