"""The installations that are measured."""

from __future__ import annotations

import csv
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench import network, texts
from bench.world import World, Worlds


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [row[name] for row in csv.DictReader(file)]


def count(world: World, table: str) -> int:
    with closing(sqlite3.connect(world.folder / "preau.sqlite3")) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_the_made_up_network_is_as_large_as_the_real_one(tmp_path: Path) -> None:
    made = network.made_up(tmp_path)
    codes = column(made.schools, "CD_ORGNS")
    assert (len(codes), len(set(codes))) == (network.ROWS, network.SCHOOLS)
    assert len(set(column(made.boards, "code"))) == network.BOARDS
    assert set(column(made.schools, "CD_CS")) == set(column(made.boards, "code"))


def test_a_made_up_network_is_named_as_such(tmp_path: Path) -> None:
    assert "MADE-UP" in network.made_up(tmp_path).note


def test_the_same_chance_gives_the_same_texts() -> None:
    assert texts.sentences(random.Random(5)) == texts.sentences(random.Random(5))


def test_no_two_searches_are_alike() -> None:
    found = texts.searches(60)
    assert len(set(found)) == len(found) == 60


@pytest.mark.slow
def test_an_installation_grows_tenfold_and_stays_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "REAL", tmp_path / "absent")
    worlds = Worlds(tmp_path, 300, say=lambda text: None)
    base, grown = worlds.with_posts(300), worlds.with_posts(3000)
    assert count(base, "institutions_page") == count(grown, "institutions_page") == network.BOARDS + network.SCHOOLS
    assert (count(base, "posts_post"), count(grown, "posts_post")) == (300, 3000)
    for table in ("posts_placement", "posts_revision", "posts_hashtag", "channels_delivery"):
        assert count(grown, table) == 10 * count(base, table) > 0
    assert grown.facts["post_path"].startswith(f"{grown.facts['board_path']}/")
    assert grown.inside("whole") == {"problems": []}
