from __future__ import annotations

from collections.abc import Iterator

import pytest

from .loopback import Loopback, loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running
