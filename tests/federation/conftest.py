from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from preau.federation.services import actors

from .sink import Sink, running


@cache
def _one_key() -> rsa.RSAPrivateKey:
    return _generate(public_exponent=65537, key_size=2048)


_generate = rsa.generate_private_key


@pytest.fixture(autouse=True)
def one_key_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key takes a tenth of a second: actors of these tests share one."""

    def made(**_: Any) -> rsa.RSAPrivateKey:
        return _one_key()

    monkeypatch.setattr(actors.rsa, "generate_private_key", made)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Three other servers."""
    settings.ALLOW_LOOPBACK = True
    with running() as made:
        yield made
