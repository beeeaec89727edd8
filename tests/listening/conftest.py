from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.connectors.loopback import Loopback, loopback


@pytest.fixture
def server(settings: Any) -> Iterator[Loopback]:
    settings.ALLOW_LOOPBACK = True
    with loopback() as running:
        yield running
