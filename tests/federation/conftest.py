from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from preau.federation.services import actors

from .sink import Sink, running


@cache
def _one_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(autouse=True)
def one_key_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key takes a tenth of a second: actors of these tests share one."""

    def made(**_: Any) -> rsa.RSAPrivateKey:
        return _one_key()

    # Only where actors are made: tests of signatures make keys of their own, through the same module.
    ours = SimpleNamespace(generate_private_key=made, RSAPrivateKey=rsa.RSAPrivateKey)
    monkeypatch.setattr(actors, "rsa", ours)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """Three other servers."""
    settings.ALLOW_LOOPBACK = True
    with running() as made:
        yield made
