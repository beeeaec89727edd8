"""The whole suite: on SQLite, then on PostgreSQL where it is installed. What touches no database runs once.

With PREAU_COVERAGE=1 coverage is measured, on SQLite: it nearly doubles the time that the tests take.

What was skipped is said aloud. With PREAU_NO_SKIP=1 a test skipped on every database fails the run, unless it needs
what the project does not contain (its reason then starts with « needs ../shared » or « needs the outside »).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tools import postgres

BAR = "=" * 88
IS_MEASURED = bool(os.environ.get("PREAU_COVERAGE"))
# Parts that a database has no say in: pure code, what screens look like, what the bench is made of.
ONCE = [
    "tests/kernel",
    "tests/connectors",
    "tests/triage",
    "tests/bench",
    "tests/listening/test_matching.py",
    "tests/browser/test_every_screen.py",
    "tests/architecture/test_rooms.py",
    "tests/architecture/test_papers.py",
]
MAY_BE_LACKING = ("needs ../shared", "needs the outside")


def run_suite(name: str, skips: Path, extra: dict[str, str], arguments: list[str]) -> bool:
    print(f"\n{BAR}\n  The suite on {name}\n{BAR}", flush=True)
    env = {**os.environ, **extra, "PREAU_SKIPS_FILE": str(skips), "COVERAGE_FILE": str(ROOT / f".coverage.{name}")}
    workers = str(max(2, os.cpu_count() or 2))
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "worksteal", "--durations=20"]
    command += [*(["--cov", "--cov-report="] if IS_MEASURED else []), "-q", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env).returncode == 0


def never_run(files: list[Path]) -> dict[str, str]:
    """Tests skipped on every database, with their reason."""
    passes = [json.loads(f.read_text()) for f in files if f.exists()]
    if not passes:
        return {}
    once = tuple(ONCE)
    skipped = passes[0].items()
    return {n: why for n, why in skipped if n.startswith(once) or all(n in other for other in passes[1:])}


def report_skips(files: list[Path]) -> bool:
    skipped = never_run(files)
    if not skipped:
        return True
    print(f"\n{BAR}\n  NOT RUN: {len(skipped)} tests were skipped\n{BAR}")
    for reason in sorted(set(skipped.values())):
        print(f"  {sum(1 for r in skipped.values() if r == reason):4} × {reason}")
    refused = [node for node, reason in skipped.items() if not reason.startswith(MAY_BE_LACKING)]
    if os.environ.get("PREAU_NO_SKIP") and refused:
        print("\n  These may not be skipped here:", *refused, sep="\n    ")
        return False
    return True


def report_coverage() -> bool:
    coverage = [sys.executable, "-m", "coverage"]
    env = {**os.environ, "COVERAGE_FILE": str(ROOT / ".coverage")}
    subprocess.run(
        [*coverage, "combine", "--quiet", *map(str, ROOT.glob(".coverage.*"))], cwd=ROOT, env=env, check=True
    )
    return subprocess.run([*coverage, "report"], cwd=ROOT, env=env).returncode == 0


def main() -> int:
    for old in ROOT.glob(".coverage*"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "sqlite.json", Path(folder) / "postgresql.json"]
        passed = run_suite("sqlite", files[0], {}, sys.argv[1:])
        if postgres.binaries():
            with postgres.server() as address:
                again = sys.argv[1:] or [f"--ignore={part}" for part in ONCE]
                passed &= run_suite("postgresql", files[1], {"PREAU_DATABASE_URL": address}, again)
        else:
            print(f"\n{BAR}\n  NOT RUN: the suite on PostgreSQL, which is not installed here\n{BAR}")
            passed &= not os.environ.get("PREAU_NO_SKIP")
        passed &= report_skips(files)
    if IS_MEASURED:
        passed &= report_coverage()
    print("\nAll is well." if passed else "\nSomething failed: see above.")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
