"""What is checked besides tests: style, types, imports, templates, catalogues, migrations, documentation links."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CHECKS = [
    ["ruff", "format", "--check", "."],
    ["ruff", "check", "."],
    ["mypy"],
    ["lint-imports"],
    ["djlint", "preau", "--lint", "--quiet"],
    ["python", "tools/catalogues.py", "check"],
    ["preau", "makemigrations", "--check", "--dry-run"],
]


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory() as data:
        env = {**os.environ, "PREAU_MODE": "test", "PREAU_DATA": data}
        for command in CHECKS:
            print("·", *command, flush=True)
            if subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=env).returncode:
                failed.append(" ".join(command))
    print("\nFailed:\n  " + "\n  ".join(failed) if failed else "\nAll checks pass.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
