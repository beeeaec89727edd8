"""What the doctor says of a house in which one thing is wrong."""

from __future__ import annotations

import datetime as dt
import errno
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import AuthResult
from django.db import DatabaseError
from django.utils import timezone

from preau.config import doctor, preflight
from preau.config.doctor import BAD, GOOD, MIND
from preau.jobs.models import Heartbeat, Job, JobState

from .house import free_port


def marks(found: Iterator[doctor.Finding]) -> list[str]:
    return [finding.mark for finding in found]


@pytest.fixture
def smtp(settings: Any) -> Any:
    settings.EMAIL_FILE_PATH = None
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 5
    return settings


def test_a_mail_server_that_answers_is_well(smtp: Any) -> None:
    sink = Controller(Sink(), hostname="127.0.0.1", port=smtp.EMAIL_PORT)
    sink.start()
    try:
        (finding,) = doctor._mail()
    finally:
        sink.stop()
    assert finding.mark == GOOD


def test_a_mail_server_that_is_away_is_said(smtp: Any) -> None:
    (finding,) = doctor._mail()
    assert (finding.mark, finding.mend[:20]) == (BAD, "Check PREAU_EMAIL_UR")


def test_a_mail_server_that_refuses_the_password_is_said_without_it(smtp: Any) -> None:
    smtp.EMAIL_HOST_USER, smtp.EMAIL_HOST_PASSWORD = "moi", "tres-secret"
    sink = Controller(
        Sink(),
        hostname="127.0.0.1",
        port=smtp.EMAIL_PORT,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )
    sink.start()
    try:
        (finding,) = doctor._mail()
    finally:
        sink.stop()
    assert finding.mark == BAD
    assert "refused the user or the password" in finding.words
    assert "tres-secret" not in finding.words


def test_mails_in_a_folder_are_well(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    assert marks(doctor._mail()) == [GOOD]


def test_a_folder_that_can_not_be_written_to_is_said(settings: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    settings.DATA = file / "below"
    (finding,) = doctor._disk()
    assert finding.mark == BAD
    assert "can't be written to" in finding.words


def test_a_disk_without_any_room_is_told_from_one_without_rights(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**options: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.DATA = tmp_path
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    (finding,) = doctor._disk()
    assert (finding.mark, finding.mend[:9]) == (BAD, "Make room")


def test_a_disk_that_fills_up_is_said(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    for limit, mark in [("FULL", BAD), ("SCARCE", MIND)]:
        with monkeypatch.context() as patch:
            patch.setattr(doctor, limit, 10**18)
            assert marks(doctor._disk()) == [mark]


def test_a_secret_that_others_can_read_is_said(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    secret = tmp_path / "secret.key"
    secret.touch(mode=0o600)
    assert marks(doctor._disk()) == [GOOD]
    secret.chmod(0o644)
    assert marks(doctor._disk()) == [GOOD, BAD]


def test_a_right_clock_is_well() -> None:
    assert marks(doctor._clock()) == [GOOD]


def test_a_clock_of_the_past_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.time, "gmtime", lambda: time.struct_time((1970, 1, 1, 0, 0, 0, 3, 1, 0)))
    assert marks(doctor._clock()) == [BAD]


def test_a_clock_that_differs_from_the_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_drift_of_disk", lambda: 42.0)
    (finding,) = doctor._clock()
    assert finding.mark == MIND
    assert "+42 s" in finding.words


def test_a_site_that_answers_is_well(settings: Any) -> None:
    with socket.socket() as site:
        site.bind(("127.0.0.1", 0))
        site.listen()
        settings.BIND = f"127.0.0.1:{site.getsockname()[1]}"
        assert marks(doctor._site()) == [GOOD]
    assert marks(doctor._site()) == [MIND]
    settings.BIND = "8000"
    assert marks(doctor._site()) == [BAD]


@pytest.mark.django_db
def test_a_whole_database_is_well() -> None:
    assert marks(doctor._database()) == [GOOD]


def test_a_database_that_can_not_be_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> list[str]:
        raise DatabaseError("no route to host")

    monkeypatch.setattr(preflight, "pending_migrations", away)
    (finding,) = doctor._database()
    assert finding.mark == BAD
    assert "no route to host" in finding.words
    assert BAD in marks(doctor.examine())


@pytest.mark.django_db
def test_no_worker_is_minded_and_late_jobs_are_bad() -> None:
    assert marks(doctor._worker()) == [MIND, GOOD]
    Job.objects.create(task="x", run_at=timezone.now() - dt.timedelta(hours=1))
    assert marks(doctor._worker()) == [BAD, BAD]


@pytest.mark.django_db
def test_a_worker_that_lives_is_well_and_failed_jobs_are_minded() -> None:
    Heartbeat.objects.create(worker="w", started_at=timezone.now(), seen_at=timezone.now())
    Job.objects.create(task="x", run_at=timezone.now(), state=JobState.FAILED)
    assert marks(doctor._worker()) == [GOOD, MIND]


@pytest.mark.django_db
def test_unsafe_settings_are_told_by_the_doctor(settings: Any) -> None:
    settings.WORKER_SLOTS = 0
    found = list(doctor._settings())
    assert [f.words for f in found if f.mark == BAD] == ["PREAU_WORKER_SLOTS is 0."]


def test_a_lexicon_that_is_left_out_is_said_with_why(settings: Any, tmp_path: Path) -> None:
    settings.TRIAGE_FOLDER = tmp_path / "absent"
    assert marks(doctor._words()) == []
    settings.TRIAGE_FOLDER = tmp_path
    (tmp_path / "ours.toml").write_text('[[words]]\nsays = "critique"\nwords = ["zibou"]\n')
    assert marks(doctor._words()) == [GOOD]
    (tmp_path / "broken.toml").write_text('[[words]]\nsays = "critik"\nwords = ["a"]\n')
    (finding,) = doctor._words()
    assert finding.mark == MIND
    assert "broken.toml: « critik » is no signal" in finding.words
