from __future__ import annotations

import datetime as dt
from concurrent.futures import Future
from typing import Any

from preau.federation.models import Policy, RemoteActor
from preau.federation.protocol.described import Described
from preau.federation.protocol.ids import BadId, host_of
from preau.federation.selectors.hosts import policy_of
from preau.kernel import clock

from .errands import ERRANDS
from .errors import RemoteError, RemoteGone, RemoteRefused, RemoteSilent
from .fetching import Signer, fetch_actor, signer
from .handles import handle_of
from .keeping import keep_actor
from .known import mark_gone

STALE = dt.timedelta(days=3)
SECONDS = 25.0  # their document, then WebFinger twice at most, each with a bound of its own


def remote_actor(uri: str, *, fresh: bool = False) -> RemoteActor:
    """Somebody of another server, as kept; fetched where we do not know them, or not lately, or `fresh` is asked.

    Not for a transaction: it may wait for their server. Raises RemoteGone, RemoteRefused (blocked, or nobody) or
    RemoteSilent; where their server is silent and they are known, what is kept is given, unless `fresh`.
    """
    kept = RemoteActor.objects.select_related("host").filter(uri=uri).first()
    if kept and not fresh and kept.handle and clock.now() - kept.fetched_at < STALE:
        return kept
    try:
        described, handle = _fetched(uri)
    except RemoteGone:
        mark_gone(uri)
        raise
    except RemoteSilent:
        if kept and not fresh:
            return kept
        raise
    return keep_actor(described, handle=handle)


def _fetched(uri: str) -> tuple[Described, str]:
    try:
        host = host_of(uri)
    except BadId as error:
        raise RemoteRefused(str(error)) from error
    if policy_of(host) == Policy.BLOCKED:
        raise RemoteRefused("their server is blocked here")
    who = signer()
    errand: Future[Any] = ERRANDS.ask(f"actor {uri}", host, lambda: _both(uri, who))
    try:
        described, handle = errand.result(timeout=SECONDS)
    except TimeoutError as error:
        raise RemoteSilent("their server is slow") from error
    except RemoteError:
        raise
    return described, handle


async def _both(uri: str, who: Signer) -> tuple[Described, str]:
    described = await fetch_actor(uri, who)
    return described, await handle_of(described)
