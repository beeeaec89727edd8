"""Whose a key is: from memory, from the database, from its owner's server; and what of it is to be kept."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass

from preau.federation.models import RemoteActor
from preau.federation.protocol.described import Described
from preau.federation.protocol.ids import host_of
from preau.federation.protocol.signatures import BadSignature, PublicKey, read_key
from preau.kernel import clock

from .errands import ERRANDS
from .fetching import Signer, fetch_owner, signer

KEPT = 10_000
LIFETIME = 300.0  # seconds after which a key is read from the database again: another process may have changed it
REFETCH_REST = 300.0  # seconds in which a key that seems to have changed is not fetched again


@dataclass(frozen=True)
class Owner:
    """Who holds a key. `described`: fetched, and not in the database yet; kept once they have proved to be sound."""

    uri: str
    key: PublicKey
    described: Described | None = None


class KeyRing:
    """Keys that this process knows, with bounds. Safe to use from several threads."""

    def __init__(self, most: int = KEPT, lifetime: float = LIFETIME) -> None:
        self.most = most
        self.lifetime = lifetime
        self._owners: OrderedDict[str, tuple[float, Owner]] = OrderedDict()
        self._refetched: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key_id: str) -> Owner | None:
        with self._lock:
            until, owner = self._owners.get(key_id, (0.0, None))
        return owner if time.monotonic() < until else None

    def put(self, key_id: str, owner: Owner) -> None:
        with self._lock:
            self._owners[key_id] = (time.monotonic() + self.lifetime, owner)
            self._owners.move_to_end(key_id)
            if len(self._owners) > self.most:
                self._owners.popitem(last=False)

    def may_refetch(self, key_id: str) -> bool:
        """Whether a key that seems to have changed may be fetched again now: once in some minutes."""
        now = time.monotonic()
        with self._lock:
            if now < self._refetched.get(key_id, 0.0):
                return False
            self._refetched[key_id] = now + REFETCH_REST
            self._refetched.move_to_end(key_id)
            if len(self._refetched) > self.most:
                self._refetched.popitem(last=False)
        return True

    def clear(self) -> None:
        with self._lock:
            self._owners.clear()
            self._refetched.clear()


RING = KeyRing()


def known_owner(key_id: str, *, fresh: bool = False) -> Owner | None:
    """Who holds the key, from memory or the database; `fresh` leaves the memory aside."""
    found = None if fresh else RING.get(key_id)
    if found is None and (found := _from_database(key_id)):
        RING.put(key_id, found)
    return found


def _from_database(key_id: str) -> Owner | None:
    rows = RemoteActor.objects.filter(key_id=key_id, gone_at=None).order_by("-fetched_at")
    for row in rows.only("uri", "public_key")[:3]:
        try:
            if host_of(row.uri) == host_of(key_id):
                return Owner(row.uri, read_key(row.public_key))
        except BadSignature:
            continue
    return None


def ask_owner(key_id: str) -> Future[Owner]:
    """Who holds the key by their server's own word, which is being fetched. Whoever asks later finds it in memory, and
    only there. Raises RemoteError, at once or when the result is taken."""
    who = signer()
    return ERRANDS.ask(key_id, host_of(key_id), lambda: _learn(key_id, who))


async def _learn(key_id: str, who: Signer) -> Owner:
    described = await fetch_owner(key_id, who)
    owner = Owner(described.uri, read_key(described.public_key), described)
    RING.put(key_id, owner)
    return owner


def kept(key_id: str, owner: Owner) -> None:
    """Say that an owner is in the database now."""
    RING.put(key_id, Owner(owner.uri, owner.key))


def is_known(uri: str) -> bool:
    """Whether somebody of this id was ever heard of."""
    return RemoteActor.objects.filter(uri=uri).exists()


def mark_gone(uri: str) -> None:
    RemoteActor.objects.filter(uri=uri, gone_at=None).update(gone_at=clock.now())
