from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from preau.channels.signals import reported, said, unsaid
from preau.federation.models import RemoteActor
from preau.posts.models import Post
from tests.channels.stage import publish
from tests.conftest import Cast

from .stage import listening, remote


@pytest.fixture
def camille(cast: Cast) -> RemoteActor:
    return remote()


@pytest.fixture
def post(cast: Cast) -> Post:
    return publish(cast.saules)


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    with listening(said) as found:
        yield found


@pytest.fixture
def taken_back() -> Iterator[list[dict[str, Any]]]:
    with listening(unsaid) as found:
        yield found


@pytest.fixture
def reports() -> Iterator[list[dict[str, Any]]]:
    with listening(reported) as found:
        yield found
