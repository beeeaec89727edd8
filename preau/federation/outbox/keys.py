from __future__ import annotations

import logging
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from preau.federation.models import Actor
from preau.federation.protocol import addresses
from preau.federation.selectors.actors import actor_address
from preau.federation.services.actors import private_key_of
from preau.kernel.sealing import Unsealable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """What an actor signs with, and the address at which others find its other half."""

    id: str
    private: RSAPrivateKey


def key_of(actor: Actor) -> Key | None:
    """Parsed once a process; None where it can't be opened any more. Load `actor.domain` with the actor."""
    try:
        return Key(addresses.key_id(actor_address(actor)), private_key_of(actor))
    except Unsealable:
        log.error("the key of actor %s was sealed under another secret: nothing of it can be sent", actor.pk)
        return None
