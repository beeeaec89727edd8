"""What an installation adds to a disk: the runtime's locked requirements and Préau itself, without pip."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench import server
from bench.rows import Goal, Measured, Skipped
from bench.world import Worlds

from .base import Measure

TOOLS = ("pip", "setuptools", "wheel", "pkg_resources", "_distutils_hack", "distutils-precedence.pth")
MEGABYTE = 1_000_000
SECONDS = 600


def _pip(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", *arguments]
    try:
        server.run(command, server.clean_env(), seconds=SECONDS)
    except (RuntimeError, subprocess.TimeoutExpired) as error:
        raise Skipped(f"pip could not install the runtime here ({type(error).__name__})") from error


def is_tool(name: str) -> bool:
    """Whether a name in site-packages is pip's, not the runtime's."""
    return name in TOOLS or (name.split("-")[0] in TOOLS and name.endswith(".dist-info"))


def sizes(packages: Path) -> dict[str, int]:
    """Bytes of each entry of a site-packages folder, pip's own left out."""
    return {entry.name: _bytes(entry) for entry in packages.iterdir() if not is_tool(entry.name)}


def _bytes(entry: Path) -> int:
    files = [entry] if entry.is_file() else [file for file in entry.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files if not file.is_symlink())


def install_mb(worlds: Worlds, posts: int) -> Measured:
    with tempfile.TemporaryDirectory(dir=worlds.home) as folder:
        server.run([sys.executable, "-m", "venv", folder], server.clean_env())
        python = Path(folder) / "bin" / "python"
        _pip(python, "--require-hashes", "--no-deps", "-r", str(server.ROOT / "requirements" / "runtime.txt"))
        _pip(python, "--no-deps", "--no-build-isolation", str(server.ROOT))
        found = sizes(next(Path(folder).glob("lib/python*/site-packages")))
    heaviest = sorted(found, key=found.__getitem__, reverse=True)[:5]
    note = "heaviest: " + ", ".join(f"{name} {found[name] / MEGABYTE:.0f}" for name in heaviest)
    return Measured(sum(found.values()) / MEGABYTE, note=note)


MEASURES = [Measure("install.mb", "MB", Goal(150), install_mb, grows=False)]
