"""What must be true before anything starts; each refusal says what to do."""

from __future__ import annotations

import errno
import socket

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> list[str]:
    """The migrations that the database does not have yet, as `room.0001_name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def what_to_check() -> str:
    """What keeps from reaching the database, mostly."""
    if connection.vendor == "sqlite":
        return "Check that this user may write the file and its folder, the room on the disk, and PREAU_DATABASE_URL."
    return "Check PREAU_DATABASE_URL and its server."


def refuse_pending_migrations() -> None:
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        raise CommandError(f"The database can't be reached: {str(error).strip()}\n{what_to_check()}") from error
    if pending:
        shown = ", ".join(pending[:3]) + (" …" if len(pending) > 3 else "")
        raise CommandError(f"The database lacks {len(pending)} migrations ({shown}). Run `preau migrate` first.")


def address(bind: str) -> tuple[str, int]:
    """Host and port of PREAU_BIND: `127.0.0.1:8000`, `[::1]:8000`, `0.0.0.0:80`."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit() or not 0 < int(port) < 65536 or not host:
        raise CommandError(f"PREAU_BIND is {bind!r}; it must be host:port, as in 127.0.0.1:8000.")
    return host.strip("[]"), int(port)


def refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop it, or choose another port with PREAU_BIND."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights that this user lacks. Choose one above 1023 with PREAU_BIND."
    return f"{host}:{port} can't be listened to ({error.strerror}). Check PREAU_BIND."
