"""A PostgreSQL server for one run: made in a temporary folder, ended and removed afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, newest version first, or None where PostgreSQL isn't installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "pg_ctl").exists() and (f / "initdb").exists()), None)


def _as_owner(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: the system's own user runs it then."""
    if os.geteuid() != 0:
        return command
    runuser = shutil.which("runuser") or "/usr/sbin/runuser"  # not on every user's path
    return [runuser, "-u", "postgres", "--", *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Yields the address of an empty database, as PREAU_DATABASE_URL wants it."""
    folder = binaries()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed")
    home = Path(tempfile.mkdtemp(prefix="preau-postgres-"))
    port = _free_port()
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        _as_owner(
            [
                str(folder / "initdb"),
                "-D",
                str(home / "db"),
                "-U",
                "preau",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ]
        ),
        **quiet,
    )
    options = f"-h 127.0.0.1 -p {port} -k {home} -c max_connections=200 -c fsync=off -c full_page_writes=off"
    control = [str(folder / "pg_ctl"), "-D", str(home / "db"), "-w", "-l", str(home / "log")]
    subprocess.run(_as_owner([*control, "-o", options, "start"]), **quiet)
    try:
        yield f"postgres://preau@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(_as_owner([*control, "-m", "immediate", "stop"]), **quiet)
        shutil.rmtree(home, ignore_errors=True)
