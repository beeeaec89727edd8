"""The reference is held complete: what the programme reads or runs has its heading, and no heading is left over."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def headings(page: str, pattern: str) -> set[str]:
    return set(re.findall(rf"^### `{pattern}`$", (REFERENCE / page).read_text(), re.MULTILINE))


def test_every_setting_has_its_heading() -> None:
    read = re.findall(r"env(?:\.\w+)?\(\s*\"(PREAU_\w+)\"", (ROOT / "preau" / "config" / "settings.py").read_text())
    assert headings("settings.md", r"(PREAU_\w+)") == set(read)


def test_settings_are_read_from_the_environment_in_one_place() -> None:
    others = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "preau").rglob("*.py")
        if path.name != "settings.py" and re.search(r"(environ|getenv)\W.*PREAU_", path.read_text())
    ]
    assert others == []


def test_every_command_has_its_heading() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("preau.")}
    assert headings("commands.md", r"preau ([\w-]+)") == ours
