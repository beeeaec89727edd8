"""The papers around the code: documents, lock files, changelog."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text())
    broken = [t for t in targets if "://" not in t and not (document.parent / t).exists()]
    assert broken == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_lock_files_name_no_host_and_hash_everything(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9_.-]+(?:\[[a-z,]+\])?==.*$", text, re.MULTILINE | re.IGNORECASE)
    assert pinned
    assert [line for line in pinned if not line.rstrip().endswith("\\")] == []


def test_every_decision_has_its_number_and_a_title() -> None:
    names = sorted(p.name for p in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_english_and_french_readmes_say_the_same_commands() -> None:
    def commands(name: str) -> list[str]:
        return re.findall(r"^    (?:\.venv/bin/)?(make \w+|preau [\w-]+)", (ROOT / name).read_text(), re.MULTILINE)

    assert set(commands("LISEZMOI.md")) <= set(commands("README.md"))


def test_no_compiled_catalogue_or_data_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in tracked if name.endswith((".mo", ".sqlite3", ".pyc"))] == []
