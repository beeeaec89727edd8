"""The figures of docs/explanation/triage.md can't get worse unnoticed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from evaluation.__main__ import main
from evaluation.figures import alarms, figures, measure
from evaluation.sets import COUNTED, HERE, OWN, own, tweets
from preau.triage import Kind

FLOORS = {
    "tuning": 0.95,
    "unlike": 0.93,
    "learned": 0.93,
    "held_out": 0.92,
    "last": 0.82,
    "fresh": 0.80,
    "after": 0.62,
}  # macro F1


@pytest.mark.parametrize("name", OWN)
def test_the_figures_hold(name: str) -> None:
    assert measure(own(name)).macro_f1 >= FLOORS[name]


def test_each_kind_is_found_and_meant_more_often_than_not() -> None:
    for one in measure(own("held_out")).kinds.values():
        assert one.precision >= 0.8
        assert one.recall >= 0.65


def test_what_is_grave_is_seldom_missed() -> None:
    noticed = measure(own("held_out")).noticed
    assert all(noticed[kind].recall >= 0.93 for kind in (Kind.DANGER, Kind.PERSONAL, Kind.ATTACK))


def test_dangers_are_heard_and_false_alarms_are_rare() -> None:
    one = alarms(message for name in COUNTED for message in own(name))
    assert one.recall >= 0.75
    assert one.false_in_1000 <= 10


def test_the_document_gives_the_alarms_of_today() -> None:
    document = (HERE.parent / "docs" / "explanation" / "triage.md").read_text(encoding="utf-8")
    for name in COUNTED:
        one = alarms(own(name))
        row = f"| {name} | {one.heard} of {one.dangers} | {one.recall:.2f} | {one.false} of {one.others} |"
        assert row in document


def test_half_of_the_tweets_are_never_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "tweets.csv"
    rows = [f"mot {number},normal" for number in range(40)] + ["autre,hateful", "encore,hateful_normal"]
    path.write_text("\n".join(["tweet,sentiment", *rows]), encoding="utf-8")
    found = tweets(path)
    assert len(found) == 41
    assert [one.text for one in found if one.is_hostile] == ["autre"]
    assert 5 < sum(one.was_looked_at for one in found) < 36
    assert tweets(path) == found


def test_the_sets_are_balanced_and_share_no_message() -> None:
    messages = {name: own(name) for name in OWN}
    for name in ("tuning", "unlike", "held_out", "last"):
        found = messages[name]
        assert len(set(Counter(message.kind for message in found).values())) == 1
    texts = [message.text.casefold() for found in messages.values() for message in found]
    assert len(texts) == len(set(texts)) == 1684


def test_precision_and_recall() -> None:
    one = figures([(True, True), (True, False), (True, False), (False, True), (False, False)])
    assert (one.precision, one.recall, one.count) == (1 / 2, 1 / 3, 3)
    assert figures([(False, False)]).f1 == 0


def test_the_command_prints_each_set_and_no_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["evaluation", "--tweets", "absent.csv"])
    main()
    said = capsys.readouterr().out
    assert all(f"\n{name}: right" in said for name in OWN)
    assert not any(message.text in said for message in own("held_out") if len(message.text) > 20)


@pytest.mark.parametrize("name", COUNTED)
def test_the_document_gives_the_figures_of_today(name: str) -> None:
    """Whoever changes a lexicon says honestly what it did: `make eval`, then docs/explanation/triage.md."""
    document = (HERE.parent / "docs" / "explanation" / "triage.md").read_text(encoding="utf-8")
    table = document.partition(f"### `{name}`, ")[2].partition("\n##")[0]
    written = {
        row[0]: row[1:] for row in re.findall(r"^\| ([\w ]+) \| (\S+) \| (\S+) \| (\S+) \|$", table, re.MULTILINE)
    }
    for kind, one in measure(own(name)).kinds.items():
        figures_now = tuple(f"{figure:.2f}" for figure in (one.precision, one.recall, one.f1))
        assert written[kind.replace("_", " ")] == figures_now, kind
