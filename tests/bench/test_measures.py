"""Which measures there are, and the small pieces that each stands on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import __main__ as command
from bench.measures import ALL, Measure
from bench.measures.install import sizes
from bench.measures.public import constant_command
from bench.measures.weight import IMPORTS, Assets
from bench.rows import Goal, Measured, Skipped
from bench.world import Worlds

ROOT = Path(__file__).parents[2]
ASKED = ["import.seconds", "import_again.seconds", "page.rps", "post.rps", "actor.rps", "webfinger.rps", "outbox.rps"]
ASKED += ["desk.p95_ms", "search.p95_ms", "inbox.list_p95_ms"]
ASKED += ["publish_to_visible.p95_ms", "mail.per_s", "jobs.embedded.per_s", "jobs.procrastinate.per_s"]
ASKED += ["rsa_sign.per_s", "fanout.per_s", "fanout.two_workers.per_s"]
ASKED += ["fanout.postgresql.per_s", "fanout.postgresql.two_workers.per_s"]
ASKED += ["inbox.accepted_per_s", "inbox.accepted.two_workers.per_s"]
ASKED += ["inbox.accepted.postgresql.per_s", "inbox.accepted.postgresql.two_workers.per_s"]
ASKED += ["inbox.processed_per_s", "inbox.processed.two_workers.per_s"]
ASKED += ["inbox.processed.postgresql.per_s", "inbox.processed.postgresql.two_workers.per_s"]
ASKED += ["triage.per_s"]
ASKED += ["listening.items_per_s", "listening.items_tenth.per_s"]
ASKED += ["comment.per_s", "comment.burst.desk_p95_ms"]
ASKED += ["start.seconds", "rss.idle_mb", "page.kb", "install.mb"]


def taken(tmp_path: Path, take: object, *, grows: bool = True, growth: bool = True) -> object:
    measure = Measure("any.ms", "ms", Goal(100), take, grows=grows)  # type: ignore[arg-type]
    return command.take(measure, Worlds(tmp_path, 20), growth=growth)


def test_all_that_was_asked_for_is_measured() -> None:
    assert [measure.name for measure in ALL] == ASKED


def test_each_measure_is_documented_under_its_name() -> None:
    documented = re.findall(r"^### `(.+)`$", (ROOT / "docs" / "reference" / "bench.md").read_text(), re.MULTILINE)
    assert documented == ASKED


def test_measures_are_chosen_by_the_start_of_their_names() -> None:
    assert [m.name for m in command.chosen(["jobs", "page.rps"])] == [
        "page.rps",
        "jobs.embedded.per_s",
        "jobs.procrastinate.per_s",
    ]


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"page\.rps"):
        command.chosen(["speed"])


def test_a_measure_is_taken_again_at_ten_times_the_posts(tmp_path: Path) -> None:
    row = taken(tmp_path, lambda worlds, posts: Measured(float(posts)))
    assert (row.value, row.value_10x) == (20, 200)  # type: ignore[attr-defined]


def test_a_measure_that_posts_can_not_change_is_taken_once(tmp_path: Path) -> None:
    row = taken(tmp_path, lambda worlds, posts: Measured(float(posts)), grows=False)
    assert (row.value, row.value_10x) == (20, None)  # type: ignore[attr-defined]


def test_what_goes_wrong_in_one_measure_is_said_in_its_row(tmp_path: Path) -> None:
    def take(worlds: Worlds, posts: int) -> Measured:
        raise OSError("no such server")

    row = taken(tmp_path, take)
    assert row.broken  # type: ignore[attr-defined]
    assert "no such server" in row.note  # type: ignore[attr-defined]


def test_what_can_not_be_measured_here_is_skipped_and_not_broken(tmp_path: Path) -> None:
    def take(worlds: Worlds, posts: int) -> Measured:
        raise Skipped("PostgreSQL is not installed")

    row = taken(tmp_path, take)
    assert not row.broken  # type: ignore[attr-defined]
    assert row.note == "SKIPPED: PostgreSQL is not installed"  # type: ignore[attr-defined]


def test_the_constant_is_served_by_the_command_of_the_site() -> None:
    site = ["python", "-m", "granian", "--port", "8000", "--workers", "1", "preau.config.wsgi:application"]
    assert constant_command(site, 9712) == [*site[:4], "9712", "--workers", "1", "bench.constant:application"]


def test_style_sheets_and_scripts_are_counted_and_nothing_else() -> None:
    page = """<link rel="preload" href="/font.woff2" as="font"><link rel="stylesheet" href="/a.css"><script src="/b.js">
    </script><script type="application/ld+json">{}</script><img src="/c.webp"><link rel="icon" href="/d.svg">"""
    assert Assets(page).found == ["/a.css", "/b.js"]


def test_a_style_sheet_that_asks_for_another_is_followed() -> None:
    assert IMPORTS.findall('@import "a.css"; @import url(b.css);') == ["a.css", "b.css"]


def test_pip_itself_is_not_part_of_an_installation(tmp_path: Path) -> None:
    for name in ("pip", "pip-24.0.dist-info", "setuptools", "django", "pillow.libs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(b"12345")
    assert sizes(tmp_path) == {"django": 5, "pillow.libs": 5}
