"""The contract over each network."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from preau.channels.models import Delivery
from preau.channels.outgoing import outgoing_for
from preau.connectors.base import Outgoing
from preau.federation.connector import ActivityPubConnector
from preau.federation.models import Parcel
from preau.subscriptions.connector import MailConnector
from preau.subscriptions.models import Letter
from tests.channels.stage import publish, reader
from tests.conftest import Cast
from tests.federation.stage import follower

from .contract import ConnectorContract, HostedContract
from .fake import FakeNetwork


@pytest.mark.django_db
class TestMail(HostedContract):
    @pytest.fixture
    def connector(self) -> MailConnector:
        return MailConnector()

    @pytest.fixture
    def outgoing(self, cast: Cast) -> Outgoing:
        reader(cast.saules)
        publish(cast.saules)
        return outgoing_for(Delivery.objects.get())

    @pytest.fixture
    def arrivals(self) -> Callable[[], int]:
        return Letter.objects.count


@pytest.mark.django_db
class TestActivityPub(HostedContract):
    @pytest.fixture
    def connector(self) -> ActivityPubConnector:
        return ActivityPubConnector()

    @pytest.fixture
    def outgoing(self, cast: Cast) -> Outgoing:
        follower(cast.saules, "https://ailleurs.exemple/inbox")
        publish(cast.saules)
        return outgoing_for(Delivery.objects.get())

    @pytest.fixture
    def arrivals(self) -> Callable[[], int]:
        return Parcel.objects.count


class TestFake(ConnectorContract):
    @pytest.fixture
    def connector(self) -> Iterator[FakeNetwork]:
        FakeNetwork.forget()
        yield FakeNetwork()
        FakeNetwork.forget()

    @pytest.fixture
    def outgoing(self) -> Outgoing:
        return Outgoing(delivery_id=1, post_id=2, channel_id=3, url="https://a.test/@a/2")

    @pytest.fixture
    def arrivals(self) -> Callable[[], int]:
        return lambda: len(FakeNetwork.kept)
