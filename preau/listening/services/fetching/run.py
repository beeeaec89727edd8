from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from preau import __version__
from preau.connectors.asking import Caller
from preau.connectors.listener import Asked
from preau.kernel.http import AGENT
from preau.kernel.sealing import Unsealable, unseal
from preau.listening.models import Site, Source, SourceKind

from .ask import PAUSE, Errand, Round
from .claim import origin_of, sources_claim
from .robots import Robots
from .settle import outcome_settle

DURATION = 30.0  # seconds after which a run takes nothing new: a worker that is stopped waits for it
TOKENS = "listening source"  # what the keys of sources are sealed for


def caller() -> Caller:
    """Who we say we are: the programme, and where to find out who runs it and how to reach them."""
    agent = f"{AGENT}/{__version__} (+{settings.ORIGIN}/a-propos)"
    return Caller(agent=agent, allow_loopback=settings.ALLOW_LOOPBACK)


def sources_fetch(*, pause: float = PAUSE, duration: float = DURATION) -> int:
    """Ask all sources that are due, some hosts at once, one thing at a time of each. Gives how many new things came.

    Each outcome is one commit, with what it brought: when the machine dies, what was asked and not written down is
    asked once more, and nothing is stored twice.
    """
    until, fresh, visited = time.monotonic() + duration, 0, set[str]()
    while time.monotonic() < until and (sources := sources_claim()):
        errands = [_errand(source) for source in sources]
        pass_over = Round(caller(), _known({errand.origin for errand in errands}), pause, visited)
        before = dict(pass_over.robots)
        outcomes = asyncio.run(pass_over.run(errands))
        _keep([robots for origin, robots in pass_over.robots.items() if before.get(origin) != robots])
        fresh += sum(outcome_settle(outcome=outcome) for outcome in outcomes)
    return fresh


def _errand(source: Source) -> Errand:
    asked = Asked(
        address=source.address,
        query=source.query,
        token=_token(source),
        etag=source.etag,
        last_modified=source.last_modified,
        since_id=source.since_id,
    )
    listener = import_string(settings.LISTENERS[source.kind])()
    is_feed = source.kind == SourceKind.FEED
    return Errand(source.pk, source.claims, origin_of(source), listener, asked, has_rules=is_feed)


def _token(source: Source) -> str:
    try:
        return unseal(source.sealed_token, secret=settings.SECRET_KEY, purpose=TOKENS) if source.sealed_token else ""
    except Unsealable:  # the installation's secret changed: the server will ask for a key, and the desk will say so
        return ""


def _known(origins: set[str]) -> dict[str, Robots]:
    sites = Site.objects.filter(origin__in=origins)
    return {
        site.origin: Robots(site.origin, site.robots, site.robots_status, site.robots_at)
        for site in sites
        if site.robots_at
    }


def _keep(learned: Iterable[Robots]) -> None:
    for robots in learned:
        facts = {"robots": robots.text, "robots_status": robots.status, "robots_at": robots.at}
        Site.objects.update_or_create(origin=robots.origin[:300], defaults=facts)
