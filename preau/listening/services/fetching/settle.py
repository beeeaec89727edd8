"""What came of asking, on the row of the source, in one transaction with what it gave."""

from __future__ import annotations

import datetime as dt
import random

from django.db import transaction

from preau.connectors.asking import Ended
from preau.connectors.base import NetworkError, Reconnect, TryLater
from preau.connectors.listener import Harvest
from preau.kernel import clock
from preau.listening.models import Source, SourceKind, SourceState
from preau.listening.services.keep import entries_keep

from .ask import Outcome

SHORTEST, LONGEST = 300, 6 * 3600  # seconds between two questions, whatever a source asks for
FEED = 900  # no feed is asked more often
RETRYING = dt.timedelta(days=1)  # after which it is said to be out of order
PATIENCE = dt.timedelta(days=14)  # after which one that says no is no longer asked
SLOWEST = dt.timedelta(days=1)
chance = random.SystemRandom()


@transaction.atomic
def outcome_settle(*, outcome: Outcome) -> int:
    """Write down one outcome; gives how many new things it brought. What another worker has taken since is its own."""
    errand = outcome.errand
    source = Source.objects.select_for_update().filter(pk=errand.source_id, claims=errand.claim).first()
    if source is None:
        return 0
    source.claimed_until = None
    fresh = 0
    if outcome.harvest:
        fresh = entries_keep(source=source, entries=outcome.harvest.entries)
        _heard(source, outcome.harvest, fresh)
    elif outcome.error:
        _failed(source, outcome.error)
    source.save()
    return fresh


def _heard(source: Source, harvest: Harvest, fresh: int) -> None:
    now = clock.now()
    source.state, source.failures, source.failing_since, source.last_error = SourceState.OK, 0, None, ""
    source.etag, source.last_modified = harvest.etag, harvest.last_modified
    source.since_id = harvest.since_id[:300]
    source.website = source.website or harvest.website
    source.fetched_at = now
    if fresh:
        source.heard_at = now
    if harvest.every:
        least = FEED if source.kind == SourceKind.FEED else SHORTEST
        source.interval = min(max(harvest.every, least), LONGEST)
    source.next_at = max(now + _about(dt.timedelta(seconds=source.interval)), harvest.not_before or now)


def _failed(source: Source, error: NetworkError) -> None:
    now = clock.now()
    source.failures += 1
    source.failing_since = source.failing_since or now
    source.last_error = str(error)[:300]
    wait = min(dt.timedelta(seconds=source.interval) * 2 ** min(source.failures, 10), SLOWEST)
    named = error.at if isinstance(error, TryLater) else None
    source.next_at = max(named or now, now + (_about(wait) if named is None else dt.timedelta(seconds=SHORTEST)))
    source.state = _state(source, error, now)


def _state(source: Source, error: NetworkError, now: dt.datetime) -> SourceState:
    """Said to be stopped where only a person can help: it is gone, forbids it, wants a key, or has said no for long."""
    lasting = now - (source.failing_since or now)
    if isinstance(error, (Ended, Reconnect)) or (not isinstance(error, TryLater) and lasting > PATIENCE):
        return SourceState.STOPPED
    return SourceState.FAILING if lasting > RETRYING else SourceState.RETRYING


def _about(wait: dt.timedelta) -> dt.timedelta:
    """`wait`, a tenth more or less: sources that were added together do not stay together."""
    return wait * chance.uniform(0.9, 1.1)
