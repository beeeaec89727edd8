from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from preau.federation.door import facts, keeping
from preau.federation.services import instance_actor
from preau.federation.services.remote.errands import ERRANDS
from preau.federation.services.remote.known import RING
from preau.jobs.models import Job
from tests.conftest import Cast

from .stage import Caller, Peer, Person, serving


@pytest.fixture
def here(cast: Cast, settings: Settings) -> Cast:
    """The house, which may call loopback, remembers nothing of the tests before, and has its own actor."""
    settings.ALLOW_LOOPBACK = True
    for memory in (RING, facts._domains, facts._pages, facts._policies, keeping._seen):
        memory.clear()
    ERRANDS.forget()
    instance_actor(cast.domain)
    Job.objects.all().delete()
    return cast


@pytest.fixture
def peer() -> Iterator[Peer]:
    with serving() as made:
        yield made


@pytest.fixture
def far() -> Iterator[Peer]:
    """Another server, of somebody else."""
    with serving() as made:
        yield made


@pytest.fixture
def camille(peer: Peer) -> Person:
    return peer.person("camille")


@pytest.fixture
def caller(here: Cast) -> Caller:
    return Caller()
