"""Translation by golden pairs: drop in `name.xml` (or `name.api.json`) and `name.json`, and a test appears.

`python -m tests.connectors.test_golden` writes the second of each pair anew: read the difference before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from preau.connectors import bluesky, mastodon
from preau.connectors.feeds import read_feed
from preau.connectors.listener import Said

GOLDEN = Path(__file__).parent / "golden"
FEEDS = sorted((GOLDEN / "feeds").glob("*.xml"))
APIS = sorted([*(GOLDEN / "mastodon").glob("*.api.json"), *(GOLDEN / "bluesky").glob("*.api.json")])


def plain(entries: Iterable[Said]) -> list[dict[str, Any]]:
    """Entries as JSON, without what is empty."""
    return json.loads(json.dumps([{k: v for k, v in asdict(said).items() if v} for said in entries], default=str))


def of_feed(path: Path) -> dict[str, Any]:
    feed = read_feed(path.read_bytes(), f"https://media.exemple/{path.name}")
    return {"title": feed.title, "website": feed.website, "every": feed.every, "entries": plain(feed.entries)}


def of_api(path: Path) -> list[dict[str, Any]]:
    document = json.loads(path.read_text())
    if path.parent.name == "bluesky":
        return plain(bluesky.said_in(document["posts"]))
    return plain(mastodon.said_in(document))


def pair_of(path: Path) -> Path:
    return path.with_name(path.name.replace(".api.json", ".json").replace(".xml", ".json"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_feeds(path: Path) -> None:
    assert of_feed(path) == json.loads(pair_of(path).read_text())


@pytest.mark.parametrize("path", APIS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_apis(path: Path) -> None:
    assert of_api(path) == json.loads(pair_of(path).read_text())


def write(paths: Iterable[Path], read: Callable[[Path], Any]) -> None:
    for path in paths:
        pair_of(path).write_text(json.dumps(read(path), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    write(FEEDS, of_feed)
    write(APIS, of_api)
