"""One activity on its way through the house, with what its handler may need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from preau.channels.models import InboundItem
from preau.federation.models import Policy, RemoteActor
from preau.federation.protocol.activities import Received

NETWORK = "activitypub"


@dataclass
class Incoming:
    """`remote` sent it: that is proven. `policy`: what we decided about their server. `fetched`: people by address."""

    item: InboundItem
    activity: Received
    remote: RemoteActor
    now: dt.datetime
    policy: Policy = Policy.OPEN
    fetched: dict[str, Any] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """Whether a moderator sees it before the public does."""
        return self.policy == Policy.LIMITED
