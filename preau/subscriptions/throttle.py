"""How often one place may ask for mails to be sent. Counted in a cache that all processes share, and forgets."""

from __future__ import annotations

import hashlib

from django.core.cache import caches
from django.http import HttpRequest

from preau.users.services import client_network

ASKS_AN_HOUR = 30  # a school's computer room has one address, a machine has more patience than that
_HOUR = 3600  # seconds


def may_ask(request: HttpRequest) -> bool:
    """Count one more question from where `request` comes from, and say whether it may be answered."""
    digest = hashlib.sha256(client_network(request).encode()).hexdigest()[:32]
    key = f"subscriptions:asks:{digest}"
    shared = caches["shared"]
    shared.add(key, 0, _HOUR)
    try:
        return shared.incr(key) <= ASKS_AN_HOUR
    except ValueError:  # forgotten between the two lines
        return True
