from __future__ import annotations

from preau.channels.selectors import origin_of
from preau.federation.models import Actor
from preau.federation.protocol import addresses


def actor_address(actor: Actor) -> str:
    """The id of an actor of ours. Load `actor.domain` with the actor."""
    origin = origin_of(actor.domain)
    if actor.page_id is None:
        return addresses.instance_actor_uri(origin)
    return addresses.actor_uri(origin, actor.page_id)
