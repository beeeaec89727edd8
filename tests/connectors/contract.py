"""What every connector keeps, whatever its network. A network's test class names a fixture that makes it."""

from __future__ import annotations

from preau.connectors.base import Hosted, NetworkError, Outgoing, Progress, Publisher, Receipt


class ConnectorContract:
    """Subclasses give the fixtures `connector`, `outgoing` and `arrivals` (how many things reached the network)."""

    def test_it_says_its_name_and_whether_it_repeats_safely(self, connector: Publisher) -> None:
        assert connector.name
        assert isinstance(connector.repeats_safely, bool)

    def test_publishing_gives_a_receipt(self, connector: Publisher, outgoing: Outgoing) -> None:
        assert isinstance(connector.publish(outgoing), Receipt)

    def test_what_repeats_safely_arrives_once(self, connector: Publisher, outgoing: Outgoing, arrivals) -> None:  # type: ignore[no-untyped-def]
        connector.publish(outgoing)
        once = arrivals()
        if connector.repeats_safely:
            connector.publish(outgoing)
        assert arrivals() == once > 0

    def test_errors_are_of_the_four_kinds(self) -> None:
        kinds = {kind.__name__ for kind in NetworkError.__subclasses__()}
        assert kinds == {"Refused", "TryLater", "Reconnect", "OutcomeUnknown"}


class HostedContract(ConnectorContract):
    def test_it_is_hosted_and_counts_people(self, connector: Hosted, outgoing: Outgoing) -> None:
        assert isinstance(connector, Hosted)
        assert connector.progress([outgoing.delivery_id]) == {}
        connector.publish(outgoing)
        progress = connector.progress([outgoing.delivery_id])[outgoing.delivery_id]
        assert isinstance(progress, Progress)
        assert progress.total > 0

    def test_what_is_cancelled_does_not_wait_any_more(self, connector: Hosted, outgoing: Outgoing) -> None:
        connector.publish(outgoing)
        connector.cancel(outgoing.delivery_id)
        assert connector.progress([outgoing.delivery_id])[outgoing.delivery_id].waiting == 0
