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
    """A house that runs, and what its people do (tests.interop.inside)."""

    house: House
    people: subprocess.Popen[str]

    def do(self, verb: str, **arguments: Any) -> Any:
        assert self.people.stdin
        assert self.people.stdout
        self.people.stdin.write(json.dumps([verb, arguments]) + "\n")
        self.people.stdin.flush()
        for line in self.people.stdout:
            if line.startswith("@@"):
                return json.loads(line[2:])
        raise AssertionError(f"{verb} failed: see what its process printed")


@contextmanager
def _neighbour(folder: Path) -> Iterator[Neighbour]:
    with open_house(folder, PREAU_ALLOW_LOOPBACK="true", PREAU_JOBS_BACKOFF="1") as house:
        house.run("demo", "--only-seed")
        command = [sys.executable, "-m", "tests.interop.inside"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=house.env, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as people:
            yield Neighbour(house, people)
            assert people.stdin
            people.stdin.close()


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
