"""One activity on its way through the house, with what its handler may need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from preau.channels.models import InboundItem
from preau.federation.models import Policy, RemoteActor
from preau.federation.protocol.activities import Received

from .circle import Circle, Ours

NETWORK = "activitypub"


@dataclass
class Incoming:
    """`remote` sent it: that is proven. `fetched`: people by address."""

    item: InboundItem
    activity: Received
    remote: RemoteActor
    now: dt.datetime
    circle: Circle
    fetched: dict[str, Any] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        """What we decided about their server."""
        return self.circle.policies[self.remote.host.name]

    def resolve(self, uri: str) -> Ours:
        """What `uri` names of ours."""
        return self.circle.resolve(uri)

    def is_taken_back(self, uri: str) -> bool:
        """Whether the sender took `uri` back before it came."""
        return self.circle.is_taken_back(uri, self.remote)

    @property
    def is_held(self) -> bool:
        """Whether a moderator sees it before the public does."""
        return self.policy == Policy.LIMITED
