"""`python -m bench [NAME…]`: measure, print a table, write build/bench.json.

A missed goal is marked « short » and is no failure of the bench; a measure that could not be taken to its end is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .measures import ALL, Measure
from .rows import Measured, Row, Skipped, broken_row, row_of, skipped_row
from .server import ROOT
from .table import table, write_json
from .world import Worlds

POSTS, QUICK_POSTS = 200_000, 20_000
BYTES_A_POST = 2500  # of an installation on disk, its indexes included
TARGET = ROOT / "build" / "bench.json"


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What Préau is measured by.")
    parser.add_argument("names", nargs="*", help="measures to take, by name or by the start of it; all without any")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_POSTS:,} posts instead of {POSTS:,}")
    parser.add_argument("--no-growth", action="store_true", help="not again at ten times the posts")
    parser.add_argument("--list", action="store_true", help="only name the measures")
    return parser.parse_args(given)


def chosen(names: Sequence[str]) -> list[Measure]:
    """The measures whose names start with one of `names`, in the order of the table. Raises SystemExit for none."""
    found = [m for m in ALL if not names or any(m.name.startswith(name) for name in names)]
    if not found:
        raise SystemExit(f"no such measure among: {', '.join(m.name for m in ALL)}")
    return found


def take(measure: Measure, worlds: Worlds, *, growth: bool) -> Row:
    """One row. What goes wrong in it is said in it, and the others are still measured."""
    named = (measure.name, measure.unit, measure.goal)
    try:
        at_base = measure.take(worlds, worlds.posts)
        at_10x: Measured | None = None
        if growth and measure.grows:
            at_10x = measure.take(worlds, worlds.posts_10x)
        return row_of(*named, at_base, at_10x)
    except Skipped as reason:
        return skipped_row(*named, str(reason))
    except Exception as error:
        return broken_row(*named, error)


def has_room(home: Path, posts: int) -> bool:
    return shutil.disk_usage(home).free > posts * BYTES_A_POST


def run(measures: Sequence[Measure], posts: int, *, growth: bool) -> list[Row]:
    rows = []
    with tempfile.TemporaryDirectory(prefix="preau-bench-") as home:
        worlds = Worlds(Path(home), posts)
        if growth and not has_room(worlds.home, posts * 11):
            print(f"  NOT MEASURED at ten times the posts: {home} has no room for them")
            growth = False
        for measure in measures:
            start = time.monotonic()
            print(f"· {measure.name}", flush=True)
            rows.append(take(measure, worlds, growth=growth))
            print(f"  {time.monotonic() - start:.0f} s", flush=True)
    return rows


def main() -> int:
    options = arguments()
    measures = chosen(options.names)
    if options.list:
        print("\n".join(measure.name for measure in measures))
        return 0
    posts = QUICK_POSTS if options.quick else POSTS
    rows = run(measures, posts, growth=not options.no_growth)
    also = "" if options.no_growth else ", and at ten times as many"
    print(f"\nAt {posts:,} posts{also}, on {os.cpu_count()} processors:\n")
    print(table(rows))
    write_json(rows, TARGET)
    print(f"\nWritten to {TARGET.relative_to(ROOT)}.")
    return 1 if any(row.broken for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
