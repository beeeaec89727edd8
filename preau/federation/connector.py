"""ActivityPub as a network that Préau hosts: publishing is one activity, and one parcel an inbox that it goes to."""

from __future__ import annotations

from preau.connectors.base import Outgoing, Receipt


class ActivityPubConnector:
    """See `preau.connectors.base`."""

    name = "activitypub"
    repeats_safely = True  # servers know an activity by its id

    def publish(self, outgoing: Outgoing) -> Receipt:
        raise NotImplementedError
