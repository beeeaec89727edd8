"""The house rules that import-linter can't see."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from preau.jobs.services import task_named

ROOT = Path(__file__).parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
RANK = {room.strip(): -height for height, layer in enumerate(LAYERS) for room in layer.split("|")}
DOMAIN_ROOMS = [r for r in RANK if r not in ("config", "ui", "kernel", "connectors", "triage", "desk", "website")]
OPEN_TO_OTHERS = ("models", "services", "selectors", "signals")


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "preau").parts[0]


def sources() -> list[Path]:
    return [p for p in (ROOT / "preau").rglob("*.py") if len(p.relative_to(ROOT / "preau").parts) > 1]


def test_every_room_has_its_place() -> None:
    rooms = {p.name for p in (ROOT / "preau").iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert rooms == set(RANK)


def test_foreign_keys_rank_downward() -> None:
    upward = []
    for model in apps.get_models():
        room = model._meta.app_config.name.removeprefix("preau.")
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or not target or not target.__module__.startswith("preau."):
                continue
            other = target.__module__.split(".")[1]
            if room in RANK and RANK[other] > RANK[room]:
                upward.append(f"{model._meta.label}.{field.name} -> {other}")
    assert upward == []


def preau_imports(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("preau."):
            module = node.module or ""
            parts = [module] if module.count(".") > 1 else [f"{module}.{name.name}" for name in node.names]
            found += [(part, node.lineno) for part in parts]
        elif isinstance(node, ast.Import):
            found += [(name.name, node.lineno) for name in node.names if name.name.startswith("preau.")]
    return found


def test_imports_point_down_lazy_ones_too() -> None:
    upward = []
    for path in sources():
        room = room_of(path)
        for module, line in preau_imports(path):
            other = module.split(".")[1]
            if other in RANK and other != room and RANK[other] >= RANK[room]:
                upward.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert upward == []


def test_other_rooms_see_only_the_front_of_a_room() -> None:
    intrusions = []
    for path in sources():
        room = room_of(path)
        if room == "config":
            continue
        for module, line in preau_imports(path):
            parts = module.split(".")
            if parts[1] in DOMAIN_ROOMS and parts[1] != room and (len(parts) < 3 or parts[2] not in OPEN_TO_OTHERS):
                intrusions.append(f"{path.relative_to(ROOT)}:{line} imports {module}")
    assert intrusions == []


@pytest.mark.parametrize("room", sorted(RANK))
def test_templates_include_only_their_own_and_those_of_ui(room: str) -> None:
    strangers = []
    for path in (ROOT / "preau" / room).rglob("*.html"):
        for name in re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', path.read_text()):
            if name.split("/")[0] not in (room, "ui", "allauth"):
                strangers.append(f"{path.relative_to(ROOT)} uses {name}")
    assert strangers == []


def test_no_inline_style_or_script() -> None:
    inline = []
    for path in (ROOT / "preau").rglob("templates/**/*.html"):
        if "mail" in path.parts:  # a mail has its styles inlined when it is sent
            continue
        text = path.read_text()
        data = r"application/(?:ld\+)?json"  # not run by the browser
        for match in re.finditer(rf"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*(?:src=|{data}))", text):
            inline.append(
                f"{path.relative_to(ROOT)}:{text[: match.start()].count(chr(10)) + 1} {match.group().strip()}"
            )
    assert inline == []


def test_no_message_hides_in_an_f_string() -> None:
    """xgettext does not look inside them: the message would have no English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "preau").rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"""\{(?:_|gettext|ngettext|pgettext)\(['"]""", line)
    ]
    assert hidden == []


def test_tasks_are_named_truly_and_by_their_own_room() -> None:
    for path in sources():
        for name in re.findall(r'task_named\("([^"]+)"\)', path.read_text()):
            assert task_named(name).name == name
            assert name.split(".")[1] == room_of(path)


def test_no_room_imports_itself_lazily() -> None:
    """A circle of files inside a room. `ready()` of an app is the one place that must import late."""
    lazy = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.name != "apps.py"
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("preau."))
    ]
    assert lazy == []
