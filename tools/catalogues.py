"""Message catalogues: `update` (needs gettext), `check` (nothing missing, nothing stale), `compile` (needs nothing).

Screens are written in French, so msgids are French and only English is translated, one catalogue a room. French
catalogues are derived when compiling, for one purpose: 0 is singular in French (« 0 publication »).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
CARELESS = re.compile(r" [:;!?»]|« ")
ROOMS = sorted(p.parent for p in (ROOT / "preau").glob("*/apps.py"))


def english(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def update() -> None:
    """Collect the messages of each room into its English catalogue.

    -P: the folder of a room is not to be imported from, or its `selectors` would hide the standard library's.
    """
    for room in ROOMS:
        (room / "locale").mkdir(exist_ok=True)
        subprocess.run(
            [sys.executable, "-P", "-m", "django", "makemessages", "-l", "en", "--no-location", "--no-obsolete", "-v0"],
            cwd=room,
            check=True,
        )
        if not english(room).exists():
            if not any((room / "locale").iterdir()):
                (room / "locale").rmdir()
            continue
        catalogue = polib.pofile(str(english(room)))
        catalogue.header = ""
        catalogue.metadata = {
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": "en",
            "Plural-Forms": "nplurals=2; plural=(n != 1);",
        }
        catalogue.save()


def check() -> int:
    """Say which messages have no English, and whether the catalogues are those of today's screens."""
    before = {room: english(room).read_text() if english(room).exists() else "" for room in ROOMS}
    update()
    faults = 0
    for room in ROOMS:
        now = english(room).read_text() if english(room).exists() else ""
        if now != before[room]:
            print(f"{room.name}: the catalogue is not up to date (tools/catalogues.py update)")
            faults += 1
        if now:
            missing = [e for e in polib.pofile(now) if not e.obsolete and (not e.translated() or e.fuzzy)]
            for entry in missing:
                print(f"{room.name}: no English for {entry.msgid!r}")
            careless = [e for e in polib.pofile(now) if CARELESS.search(e.msgid)]
            for entry in careless:
                print(f"{room.name}: an ordinary space where French wants one that does not break: {entry.msgid!r}")
            faults += len(missing) + len(careless)
    return faults


def french_of(catalogue: polib.POFile) -> polib.POFile:
    """The plurals, as they are: French says « 0 publication »."""
    french = polib.POFile()
    french.metadata = {**catalogue.metadata, "Language": "fr", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    for entry in catalogue:
        if entry.msgid_plural and not entry.obsolete:
            plural = {0: entry.msgid, 1: entry.msgid_plural}
            french.append(
                polib.POEntry(
                    msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgstr_plural=plural, msgctxt=entry.msgctxt
                )
            )
    return french


def compile_all() -> None:
    """Write the .mo files that Django reads."""
    for room in ROOMS:
        if not english(room).exists():
            continue
        catalogue = polib.pofile(str(english(room)))
        catalogue.save_as_mofile(str(english(room).with_suffix(".mo")))
        target = room / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        french_of(catalogue).save_as_mofile(str(target))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        sys.exit(1 if check() else 0)
    else:
        sys.exit(__doc__)
