"""What the bench makes of its measurements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.rows import Goal, Measured, Row, broken_row, row_of, skipped_row
from bench.stats import p95, percentile
from bench.table import table, write_json

AT_MOST_100 = Goal(100)
AT_LEAST_HALF = Goal(0.5, at_most=False, of_limit=True)


def test_the_95th_percentile_leaves_one_value_of_twenty_above_it() -> None:
    assert p95([float(n) for n in range(1, 21)]) == 19


def test_the_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 0.5) == 7.0


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        p95([])


def test_a_value_is_compared_with_its_goal() -> None:
    row = row_of("desk.p95_ms", "ms", AT_MOST_100, Measured(25.0))
    assert (row.limit, row.ratio, row.short) == (100, 0.25, False)


def test_a_rate_is_compared_with_what_the_machine_can_do() -> None:
    row = row_of("page.rps", "answers/s", AT_LEAST_HALF, Measured(400.0, limit=1000.0))
    assert (row.limit, row.ratio, row.short) == (1000, 0.4, True)


def test_the_goals_do_not_speak_of_ten_times_the_posts() -> None:
    row = row_of("desk.p95_ms", "ms", AT_MOST_100, Measured(25.0), Measured(300.0))
    assert not row.short
    assert (row.value_10x, row.ratio_10x) == (300, 3)


def test_without_a_goal_there_is_no_ratio_and_nothing_is_short() -> None:
    row = row_of("jobs.procrastinate.per_s", "jobs/s", None, Measured(500.0))
    assert (row.limit, row.ratio, row.short) == (None, None, False)


def test_a_skipped_measure_says_so_aloud() -> None:
    text = table([skipped_row("install.mb", "MB", Goal(150), "pip could not reach its packages")])
    assert "skipped" in text
    assert "SKIPPED: pip could not reach its packages" in text


def test_a_broken_measure_gives_its_error_in_one_line() -> None:
    row = broken_row("mail.per_s", "mails/s", Goal(150, at_most=False), RuntimeError("no answer\nsecond line"))
    assert row.broken
    assert row.note == "BROKEN: RuntimeError: no answer"


def test_the_table_marks_what_is_short_and_aligns_its_columns() -> None:
    rows = [
        row_of("desk.p95_ms", "ms", AT_MOST_100, Measured(250.0, note="today 250 ms")),
        row_of("search.p95_ms", "ms", AT_MOST_100, Measured(5.0)),
    ]
    head, _rule, short, fine, _blank, note = table(rows).splitlines()
    assert short.endswith("« short »")
    assert "short" not in fine
    assert head.index("goal") == short.index("≤ 100") == fine.index("≤ 100")
    assert note == "desk.p95_ms: today 250 ms"


def test_the_file_is_a_list_of_what_was_measured(tmp_path: Path) -> None:
    target = tmp_path / "build" / "bench.json"
    write_json([row_of("page.kb", "kB", Goal(60), Measured(12.0), Measured(13.0))], target)
    (line,) = json.loads(target.read_text())
    asked = {"name": "page.kb", "value": 12, "unit": "kB", "limit": 60, "ratio": 0.2, "value_10x": 13}
    assert line.items() >= asked.items()


def test_a_row_without_a_value_is_written_too(tmp_path: Path) -> None:
    write_json([Row("page.kb", "kB")], tmp_path / "bench.json")
    assert json.loads((tmp_path / "bench.json").read_text())[0]["value"] is None
