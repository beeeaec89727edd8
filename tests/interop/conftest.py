"""Two houses and an independent server, as real processes on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.house import ROOT, House, open_house

from .peer import Peer, need_peer


@dataclass
class Neighbour:
    """A house that runs, and what its people do (tests.interop.inside). Its school is `saules`."""

    house: House

    def do(self, verb: str, **arguments: Any) -> Any:
        command = [sys.executable, "-m", "tests.interop.inside", verb, json.dumps(arguments)]
        done = subprocess.run(command, env=self.house.env, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout.rpartition("@@")[2])


@contextmanager
def _neighbour(folder: Path) -> Iterator[Neighbour]:
    with open_house(folder, PREAU_ALLOW_LOOPBACK="true", PREAU_JOBS_BACKOFF="1") as house:
        house.run("demo", "--only-seed")
        yield Neighbour(house)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbour]:
    with _neighbour(tmp_path_factory.mktemp("ours")) as made:
        yield made


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbour]:
    with _neighbour(tmp_path_factory.mktemp("theirs")) as made:
        yield made


@pytest.fixture(scope="module")
def camille(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """Somebody on the independent server."""
    need_peer()
    peer = Peer(tmp_path_factory.mktemp("peer"))
    try:
        peer.start()
        yield peer
    finally:
        peer.stop()
