"""What `preau doctor` looks at. Each look gives findings in words; none of them changes anything."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import shutil
import smtplib
import socket
import ssl
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks as system_checks
from django.core import mail
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from preau.config import preflight
from preau.jobs import selectors
from preau.jobs.models import Heartbeat, JobState
from preau.triage import read_lexicon

GOOD, MIND, BAD = "✓", "!", "✗"
MEGABYTE = 1_000_000
FULL, SCARCE = 200 * MEGABYTE, 2000 * MEGABYTE
DRIFT = 5.0  # seconds


@dataclass(frozen=True)
class Finding:
    """One line of the report: what is so, and what to do about it."""

    mark: str
    about: str
    words: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Everything, in an order in which what comes first explains what follows."""
    yield from _settings()
    yield from _disk()
    yield from _clock()
    yield from _mail()
    yield from _site()
    yield from _words()
    works = True
    for finding in _database():
        works = works and finding.mark != BAD
        yield finding
    if works:
        yield from _worker()


def _settings() -> Iterator[Finding]:
    found = [message for message in system_checks.run_checks() if not message.is_silenced()]
    for message in found:
        yield Finding(BAD if message.is_serious() else MIND, "settings", message.msg, message.hint or "")
    if not any(message.is_serious() for message in found):
        yield Finding(GOOD, "settings", f"{settings.MODE}, {settings.ORIGIN}, state in {settings.DATA}")


def _disk() -> Iterator[Finding]:
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.DATA) as probe:
            probe.write(b"preau")
    except OSError as error:
        mend = "Give this user the right to write there, or set PREAU_DATA."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            mend = "Make room, or move PREAU_DATA to a larger disk."
        yield Finding(BAD, "disk", f"{settings.DATA} can't be written to ({error.strerror}).", mend)
        return
    free = shutil.disk_usage(settings.DATA).free
    mark = BAD if free < FULL else MIND if free < SCARCE else GOOD
    mend = "Make room, or move PREAU_DATA to a larger disk." if mark != GOOD else ""
    yield Finding(mark, "disk", f"{free // MEGABYTE} MB free for {settings.DATA}", mend)
    yield from _private(settings.DATA / "secret.key")


def _private(secret: Path) -> Iterator[Finding]:
    if secret.exists() and secret.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(BAD, "disk", f"{secret} can be read by other users of this machine.", f"chmod 600 {secret}")


def _clock() -> Iterator[Finding]:
    year = time.gmtime().tm_year
    if year < 2026:
        yield Finding(
            BAD, "clock", f"This machine believes to be in {year}.", "Set its clock (timedatectl set-ntp true)."
        )
        return
    drift = _drift_of_disk()
    if abs(drift) > DRIFT:
        mend = "Synchronise this machine and the one of the disk with the same time server."
        yield Finding(MIND, "clock", f"It is {drift:+.0f} s away from that of the disk of PREAU_DATA.", mend)
    else:
        yield Finding(
            GOOD, "clock", f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M %Z}, times in {settings.TIME_ZONE}"
        )


def _drift_of_disk() -> float:
    """Seconds between this machine's clock and the one that dates the files of PREAU_DATA."""
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA) as probe:
            probe.write(b"preau")
            probe.flush()
            return time.time() - os.stat(probe.name).st_mtime  # noqa: PTH116
    except OSError:
        return 0.0


def _mail() -> Iterator[Finding]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if folder:
        yield Finding(GOOD, "mail", f"Mails are kept in {folder}; none leaves this machine.")
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    mend = "Check PREAU_EMAIL_URL: host, port, user, password, smtp+tls:// or smtp+ssl://."
    server = mail.get_connection()
    try:
        server.open()
    except smtplib.SMTPAuthenticationError:
        yield Finding(BAD, "mail", f"{where} refused the user or the password.", mend)
    except ssl.SSLError as error:
        yield Finding(BAD, "mail", f"{where} speaks another kind of TLS ({error.reason}).", mend)
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(BAD, "mail", f"{where} can't be reached ({type(error).__name__}).", mend)
    else:
        yield Finding(GOOD, "mail", f"{where} answers; mails leave as {settings.MAIL_FROM}")
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


def _site() -> Iterator[Finding]:
    try:
        socket.create_connection(preflight.address(settings.BIND), timeout=2).close()
    except CommandError as error:
        yield Finding(BAD, "site", str(error))
    except OSError:
        yield Finding(MIND, "site", f"Nothing answers at {settings.BIND}.", "Start it: preau serve")
    else:
        yield Finding(GOOD, "site", f"Something answers at {settings.BIND}")


def _words() -> Iterator[Finding]:
    """The lexicons that a board adds (docs/how-to/triage.md)."""
    folder = settings.TRIAGE_FOLDER
    mistakes = read_lexicon(folder)[1] if folder.is_dir() else []
    for mistake in mistakes:
        yield Finding(MIND, "triage", f"A lexicon is left out. {mistake}", f"Mend it in {folder}; nothing to restart.")
    if folder.is_dir() and not mistakes:
        yield Finding(GOOD, "triage", f"{len(list(folder.glob('*.toml')))} lexicons of your own in {folder}")


def _database() -> Iterator[Finding]:
    name = f"{connection.vendor} {Path(str(connection.settings_dict['NAME'])).name}"
    try:
        pending = preflight.pending_migrations()
    except DatabaseError as error:
        said = str(error).strip().partition("\n")[0]
        yield Finding(BAD, "database", f"{name} can't be reached: {said}", preflight.what_to_check())
        return
    if pending:
        words = f"{name} lacks {len(pending)} migrations, from {pending[0]} on."
        yield Finding(BAD, "database", words, "Run: preau migrate")
        return
    yield from _writable(name)
    if connection.vendor == "sqlite":
        yield from _whole(name)


def _writable(name: str) -> Iterator[Finding]:
    try:
        with transaction.atomic():
            now = dt.datetime.now(dt.UTC)
            Heartbeat.objects.create(worker="doctor", started_at=now, seen_at=now)
            transaction.set_rollback(True)
    except DatabaseError as error:
        mend = "Check the rights of the file and of its folder, and the room on the disk."
        yield Finding(BAD, "database", f"{name} can't be written to: {error}", mend)
    else:
        yield Finding(GOOD, "database", f"{name} is up to date and can be written to")


def _whole(name: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        said = [row[0] for row in cursor.execute("PRAGMA quick_check(3)").fetchall()]
    if said != ["ok"]:
        mend = "Stop Préau, keep a copy of the file, and restore the last backup (docs/how-to/production.md)."
        yield Finding(BAD, "database", f"{name} is damaged: {'; '.join(said)}", mend)


def _worker() -> Iterator[Finding]:
    alive, late, failed = selectors.alive_workers(), selectors.late(), selectors.counts()[JobState.FAILED]
    if alive:
        yield Finding(GOOD, "worker", f"{alive} alive")
    else:
        yield Finding(BAD if late else MIND, "worker", "None runs: nothing is delivered.", "Start it: preau serve")
    if late:
        words = f"{late} should have started more than ten minutes ago."
        yield Finding(BAD, "jobs", words, "If a worker is alive, it has too much to do: start another (preau worker).")
    if failed:
        yield Finding(MIND, "jobs", f"{failed} failed.", "Read why: preau jobs --failed. Again: preau jobs retry ID")
    if not late and not failed:
        yield Finding(GOOD, "jobs", "none is late, none has failed")
