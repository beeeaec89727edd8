"""The command line: what it prints, and what it refuses in words."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from preau.config import cli, preflight, statics
from preau.jobs.models import Job, JobState

from .house import House


def said(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def failed(**fields: Any) -> Job:
    state = {"task": "preau.posts.tasks.render", "run_at": timezone.now(), "state": JobState.FAILED, "attempts": 8}
    return Job.objects.create(**state, last_error="ValueError: no", **fields)


@pytest.mark.django_db
def test_jobs_are_listed_in_a_table() -> None:
    job = failed()
    text = said("jobs")
    assert "0 waiting  0 running  0 done  1 failed" in text
    assert f"{job.id}  failed   posts.render" in text
    assert "ValueError: no" in text


@pytest.mark.django_db
def test_an_empty_list_is_one_line() -> None:
    assert said("jobs").splitlines() == ["0 waiting  0 running  0 done  0 failed"]


@pytest.mark.django_db
def test_failed_jobs_can_be_listed_alone() -> None:
    failed()
    Job.objects.create(task="preau.posts.tasks.other", run_at=timezone.now())
    assert "posts.other" in said("jobs")
    assert "posts.other" not in said("jobs", failed=True)


@pytest.mark.django_db
def test_jobs_can_be_read_by_a_script() -> None:
    job = failed(arguments={"parent": "nobody should see this"})
    told = json.loads(said("jobs", json=True))
    assert told["counts"]["failed"] == 1
    assert told["jobs"][0]["id"] == job.id
    assert "nobody should see this" not in json.dumps(told)


@pytest.mark.django_db
def test_a_failed_job_is_made_to_wait_again() -> None:
    job = failed()
    assert said("jobs", "retry", str(job.id)) == "1 job waits to run again.\n"
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


@pytest.mark.django_db
def test_all_failed_jobs_are_made_to_wait_again() -> None:
    failed()
    failed()
    assert said("jobs", "retry", all_failed=True) == "2 jobs wait to run again.\n"


@pytest.mark.django_db
def test_a_job_that_did_not_fail_is_not_run_again() -> None:
    with pytest.raises(CommandError, match="No failed job has the number 7"):
        said("jobs", "retry", "7")
    with pytest.raises(CommandError, match="Say which one"):
        said("jobs", "retry")


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1:port", ":8000", "127.0.0.1:0", "127.0.0.1:70000"])
def test_a_wrong_address_is_said_in_words(bind: str) -> None:
    with pytest.raises(CommandError, match="PREAU_BIND"):
        preflight.address(bind)


def test_addresses_are_read() -> None:
    assert preflight.address("0.0.0.0:80") == ("0.0.0.0", 80)  # noqa: S104
    assert preflight.address("[::1]:8000") == ("::1", 8000)


def test_a_port_that_is_free_is_not_refused() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    preflight.refuse_taken_port("127.0.0.1", port)
    with socket.socket() as own:  # looking left it free for whoever asked
        own.bind(("127.0.0.1", port))
        assert own.getsockname()[1] == port


def test_an_address_of_another_machine_is_said_in_words() -> None:
    with pytest.raises(CommandError, match="can't be listened to"):
        preflight.refuse_taken_port("192.0.2.1", 8000)


def test_static_files_are_collected_once(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    statics.collect()
    first = (settings.STATIC_ROOT / ".collected").stat().st_mtime_ns
    statics.collect()
    assert (settings.STATIC_ROOT / "ui" / "css" / "tokens.css").exists()
    assert (settings.STATIC_ROOT / ".collected").stat().st_mtime_ns == first


def test_the_help_shows_what_one_needs(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["preau", "help"])
    told = capsys.readouterr().out
    assert "serve  " in told
    assert "sqlsequencereset" not in told
    cli.run(["preau", "help", "--commands"])
    assert "sqlsequencereset" in capsys.readouterr().out


def test_a_missing_optional_group_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacks(arguments: list[str]) -> None:
        raise ModuleNotFoundError("No module named 'procrastinate'", name="procrastinate")

    monkeypatch.setattr(cli, "run", lacks)
    monkeypatch.setattr(sys, "argv", ["preau", "worker"])
    with pytest.raises(SystemExit, match="optional group `postgres`"):
        cli.main()


def test_a_mail_server_keeps_what_we_are_not_ready_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "run", raising(OperationalError("no such table")))
    monkeypatch.setattr(sys, "argv", ["preau", "receive-mail"])
    monkeypatch.setattr(cli, "why_not", str)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == os.EX_TEMPFAIL


def test_the_version_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["preau", "--version"])
    assert capsys.readouterr().out == f"Préau {metadata.version('preau')}\n"


@pytest.mark.parametrize("failure", [OperationalError, ProgrammingError])
@pytest.mark.django_db
def test_a_database_that_lacks_its_tables_is_said_in_words(
    failure: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "pending_migrations", lambda: ["jobs.0001_initial"])
    monkeypatch.setattr(cli, "run", raising(failure("no such table: jobs_job")))
    monkeypatch.setattr(sys, "argv", ["preau", "jobs"])
    with pytest.raises(SystemExit, match="Run `preau migrate` first"):
        cli.main()


@pytest.mark.django_db
def test_what_the_database_refused_is_said_without_a_traceback_unless_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "run", raising(OperationalError("database or disk is full")))
    monkeypatch.setattr(sys, "argv", ["preau", "post"])
    with pytest.raises(SystemExit, match="database or disk is full"):
        cli.main()
    monkeypatch.setattr(sys, "argv", ["preau", "post", "--traceback"])
    with pytest.raises(OperationalError):
        cli.main()


def test_a_reader_who_has_enough_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        command = [sys.executable, "-m", "preau", "help", "--commands"]
        done = subprocess.run(
            command, env=House(tmp_path).environment, stdout=closed, stderr=subprocess.PIPE, timeout=60
        )
    assert done.stderr == b""


def raising(error: Exception) -> Callable[[list[str]], None]:
    def run(arguments: list[str]) -> None:
        raise error

    return run
