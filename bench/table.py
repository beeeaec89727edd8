"""Rows as people read them and as machines do."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path

from .rows import Row

HEADS = ("measure", "value", "unit", "limit", "ratio", "at 10×", "ratio", "goal", "")
LEFT = {0, 2, 7, 8}  # columns of words; the others are numbers
WIDTH = 112


def _number(value: float | None) -> str:
    if value is None:
        return "—"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _mark(row: Row) -> str:
    if row.broken:
        return "broken"
    if row.value is None:
        return "skipped"
    return "« short »" if row.short else ""


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (row.limit, row.ratio, row.value_10x, row.ratio_10x)
    return (row.name, _number(row.value), row.unit, *map(_number, numbers), row.goal, _mark(row))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [c.ljust(w) if i in LEFT else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
    return "  ".join(padded).rstrip()


def table(rows: Sequence[Row]) -> str:
    """An aligned table, then the notes of the rows that have one."""
    lines = [HEADS, *map(_cells, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADS))]
    text = [_line(lines[0], widths), "─" * (sum(widths) + 2 * len(widths) - 2)]
    text += [_line(cells, widths) for cells in lines[1:]]
    notes = [textwrap.fill(f"{r.name}: {r.note}", WIDTH, subsequent_indent="    ") for r in rows if r.note]
    return "\n".join([*text, *([""] if notes else []), *notes])


def write_json(rows: Sequence[Row], target: Path) -> None:
    """A list of `{name, value, unit, limit, ratio, value_10x, …}`, for machines to compare."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2) + "\n")
