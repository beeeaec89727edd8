"""What every engine of the jobs must do. A subclass names the engine; the tests are the same.

Where a promise is about processes, real ones are started on the database of the test, stopped and killed.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from preau.jobs import engines, selectors
from preau.jobs.engines.base import JobLine
from preau.jobs.models import JobState
from preau.jobs.services import DIGEST, NORMAL, retry, run_due

from . import scenes

ALL = list(JobState)


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


class Stage:
    """One engine, a file for traces, and the worker processes that a test starts."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.path = folder / "trace.txt"
        self.file = str(self.path)
        self.folder = folder
        self.engine = engine
        self.workers: list[subprocess.Popen[bytes]] = []

    def lines(self) -> list[str]:
        return self.path.read_text().splitlines() if self.path.exists() else []

    def job(self) -> JobLine:
        """The one job of the test; the workers' own periodic ones are left out. A list may miss one that changes."""
        found: list[JobLine] = []
        while not found:
            found = [line for line in selectors.lines(ALL) if not line.task.startswith("preau.")]
        (only,) = found
        return only

    def state(self) -> JobState:
        return self.job().state

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        number = len(self.workers)
        log = (self.folder / f"worker-{number}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.worker"],
            cwd=Path(__file__).parents[2],
            env=os.environ | self._environment() | environment,
            stdout=log,
            stderr=log,
        )
        log.close()
        self.workers.append(process)
        return process

    def _environment(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "preau.config.settings",
            "PREAU_MODE": "test",
            "PREAU_DATA": str(django_settings.DATA),
            "PREAU_DATABASE_URL": database_url(),
            "PREAU_JOBS_ENGINE": self.engine,
            "PREAU_JOBS_LEASE": "2",
            "PREAU_STOP_GRACE": "2",
        }

    def log(self, number: int = 0) -> str:
        return (self.folder / f"worker-{number}.log").read_text()

    def end(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait(10)


def database_url() -> str:
    """The database of this test, for another process."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    of = connection.settings_dict
    password = f":{of['PASSWORD']}" if of["PASSWORD"] else ""
    return f"postgres://{of['USER']}{password}@{of['HOST']}:{of['PORT'] or 5432}/{of['NAME']}"


@pytest.mark.django_db(transaction=True)
class JobsContract:
    ENGINE = ""

    @pytest.fixture
    def stage(self, tmp_path: Path, settings: object) -> Iterator[Stage]:
        settings.JOBS_ENGINE = self.ENGINE  # type: ignore[attr-defined]
        self.clean()
        made = Stage(tmp_path, self.ENGINE)
        yield made
        made.end()
        self.clean()

    def clean(self) -> None:
        """What the flush of the test database leaves."""

    # --- asking ------------------------------------------------------------------------------------------------------

    def test_a_job_runs_once_with_its_arguments(self, stage: Stage) -> None:
        scenes.note.enqueue(file=stage.file, line="à l’heure")
        assert run_due() == 1
        assert run_due() == 0
        assert stage.lines() == ["à l’heure"]
        assert stage.state() == JobState.DONE

    def test_a_job_is_undone_with_its_cause(self, stage: Stage) -> None:
        with transaction.atomic():
            scenes.note.enqueue(file=stage.file, line="never")
            scenes.note.using(unique_key="one").enqueue(file=stage.file, line="never")
            scenes.note.enqueue_many([{"file": stage.file, "line": "never"}] * 3)
            transaction.set_rollback(True)
        assert run_due() == 0

    def test_many_jobs_are_asked_for_in_few_statements(
        self, stage: Stage, django_assert_max_num_queries: Callable[..., object]
    ) -> None:
        with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
            scenes.note.enqueue_many({"file": stage.file, "line": str(n)} for n in range(300))
        assert run_due() == 300
        assert stage.lines() == [str(n) for n in range(300)]

    def test_a_job_waits_for_its_time(self, stage: Stage) -> None:
        now = dt.datetime.now(dt.UTC)
        scenes.note.using(run_at=now + dt.timedelta(hours=1)).enqueue(file=stage.file, line="later")
        scenes.note.using(run_at=now - dt.timedelta(hours=1)).enqueue(file=stage.file, line="now")
        assert run_due() == 1
        assert stage.lines() == ["now"]

    def test_an_alert_overtakes_everything_that_waits(self, stage: Stage) -> None:
        scenes.digest.enqueue(file=stage.file)
        scenes.note.enqueue(file=stage.file, line="normal")
        scenes.alert.enqueue(file=stage.file)
        run_due()
        assert stage.lines() == ["alert", "normal", "digest"]

    # --- one a key ---------------------------------------------------------------------------------------------------

    def test_a_key_that_waits_is_not_asked_for_twice(self, stage: Stage) -> None:
        for _ in range(3):
            scenes.note.using(unique_key="page:7").enqueue(file=stage.file, line="once")
        scenes.note.using(unique_key="page:8").enqueue(file=stage.file, line="other")
        assert run_due() == 2

    def test_a_key_that_many_ask_for_at_once_waits_once(self, stage: Stage) -> None:
        start = threading.Barrier(6)

        def ask() -> None:
            start.wait()
            scenes.note.using(unique_key="page:7").enqueue(file=stage.file, line="once")
            connection.close()

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert run_due() == 1

    def test_a_key_can_be_asked_for_again_after_its_run(self, stage: Stage) -> None:
        for _ in range(2):
            scenes.note.using(unique_key="page:7").enqueue(file=stage.file, line="again")
            run_due()
        assert stage.lines() == ["again", "again"]

    def test_asking_for_a_waiting_key_hurries_it(self, stage: Stage) -> None:
        tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        scenes.note.using(unique_key="k", run_at=tomorrow, priority=DIGEST).enqueue(file=stage.file, line="hurried")
        scenes.note.using(unique_key="k", priority=NORMAL).enqueue(file=stage.file, line="hurried")
        assert stage.job().priority == NORMAL
        assert run_due() == 1

    def test_asking_for_a_key_while_it_runs_runs_it_once_more(self, stage: Stage) -> None:
        scenes.asks_again.using(unique_key="scene").enqueue(file=stage.file)
        assert run_due() == 2
        assert stage.lines() == ["ran", "ran"]

    def test_a_retry_gives_way_to_a_newer_job_of_its_key(self, stage: Stage) -> None:
        scenes.breaks.using(unique_key="k", max_attempts=1).enqueue(file=stage.file)
        run_due()
        scenes.note.using(unique_key="k").enqueue(file=stage.file, line="newer")
        retry()
        assert run_due() == 1
        assert stage.lines() == ["broken", "newer"]

    # --- failing -----------------------------------------------------------------------------------------------------

    def test_a_failing_job_waits_longer_each_time(self, stage: Stage, settings: object) -> None:
        settings.JOBS_BACKOFF = 600  # type: ignore[attr-defined]
        scenes.breaks.enqueue(file=stage.file)
        run_due()
        job = stage.job()
        assert (job.state, job.attempts, job.error) == (JobState.WAITING, 1, "ValueError: the network said no")
        wait = job.run_at - dt.datetime.now(dt.UTC)
        assert dt.timedelta(seconds=440) < wait < dt.timedelta(seconds=760)

    def test_a_job_fails_for_good_after_its_last_attempt(self, stage: Stage, settings: object) -> None:
        settings.JOBS_BACKOFF = 0  # type: ignore[attr-defined]
        scenes.breaks.enqueue(file=stage.file)
        assert run_due() == 3
        job = stage.job()
        assert (job.state, job.attempts, job.error) == (JobState.FAILED, 3, "ValueError: the network said no")

    def test_a_failed_job_can_be_run_again(self, stage: Stage) -> None:
        scenes.breaks.using(max_attempts=1).enqueue(file=stage.file)
        run_due()
        assert retry(job_id=stage.job().id) == 1
        assert run_due() == 1
        assert retry(job_id=stage.job().id + 1) == 0
        assert retry() == 1

    def test_asking_for_another_time_costs_no_attempt(self, stage: Stage) -> None:
        scenes.later.enqueue(file=stage.file, times=4)
        assert run_due() == 5
        assert stage.state() == JobState.DONE

    def test_a_task_that_exits_does_not_end_its_worker(self, stage: Stage) -> None:
        scenes.exits.enqueue(file=stage.file)
        scenes.note.enqueue(file=stage.file, line="still here")
        run_due()
        assert stage.lines() == ["exit", "still here"]

    def test_an_unknown_task_fails_in_words(self, stage: Stage) -> None:
        scenes.note.using(name="gone.tasks.old").enqueue(file=stage.file, line="never")
        run_due()
        assert stage.job().error == "There is no task of the name gone.tasks.old: was it renamed?"

    def test_an_error_keeps_no_secret(self, stage: Stage) -> None:
        said = "no: smtp://moi:motdepasse@hote/x?cle=abc parent@exemple.test " + "a1" * 20
        scenes.breaks.using(max_attempts=1).enqueue(file=stage.file, message=said)
        run_due()
        assert stage.job().error == "ValueError: no: smtp://…@hote/x?… … …"

    # --- reading -----------------------------------------------------------------------------------------------------

    def test_the_list_shows_what_waits_in_its_order_then_what_failed(self, stage: Stage) -> None:
        scenes.breaks.using(max_attempts=1).enqueue(file=stage.file)
        run_due()
        scenes.digest.enqueue(file=stage.file)
        scenes.alert.enqueue(file=stage.file)
        names = [line.task.rpartition(".")[2] for line in selectors.lines()]
        assert names == ["alert", "digest", "breaks"]
        assert [line.task for line in selectors.lines(limit=1, offset=1)] == [scenes.digest.name]
        assert selectors.counts() == {
            JobState.WAITING: 2,
            JobState.RUNNING: 0,
            JobState.DONE: 0,
            JobState.FAILED: 1,
        }

    def test_a_job_that_should_have_started_is_late(self, stage: Stage) -> None:
        scenes.note.enqueue(file=stage.file, line="soon")
        assert selectors.late() == 0
        an_hour_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        scenes.note.using(run_at=an_hour_ago).enqueue(file=stage.file, line="late")
        assert selectors.late() == 1

    def test_what_was_done_is_forgotten_in_time_and_what_failed_is_kept(self, stage: Stage) -> None:
        scenes.note.enqueue(file=stage.file, line="done")
        scenes.breaks.using(max_attempts=1).enqueue(file=stage.file)
        run_due()
        now = dt.datetime.now(dt.UTC)
        assert engines.current().forget_done(now - dt.timedelta(days=3)) == 0
        assert engines.current().forget_done(now + dt.timedelta(minutes=1)) == 1
        assert stage.state() == JobState.FAILED

    # --- processes ---------------------------------------------------------------------------------------------------

    @pytest.mark.slow
    def test_a_worker_takes_a_new_job_at_once_and_stops_cleanly(self, stage: Stage) -> None:
        worker = stage.worker()
        until(selectors.alive_workers)
        asked = time.monotonic()
        scenes.note.enqueue(file=stage.file, line="quick")
        until(stage.lines)
        assert time.monotonic() - asked < 2
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
        assert selectors.alive_workers() == 0

    @pytest.mark.slow
    def test_a_job_survives_the_kill_of_its_worker(self, stage: Stage) -> None:
        scenes.slow.enqueue(file=stage.file, first=60, then=0)
        first = stage.worker()
        until(stage.lines)
        first.kill()
        first.wait()
        second = stage.worker()
        until(lambda: stage.state() == JobState.DONE)
        assert stage.lines() == [f"start {first.pid}", f"start {second.pid}", f"end {second.pid}"]
        assert stage.job().attempts == 2

    @pytest.mark.slow
    def test_a_job_that_kills_its_workers_fails_after_its_last_attempt(self, stage: Stage) -> None:
        scenes.slow.using(max_attempts=1).enqueue(file=stage.file, first=60, then=60)
        first = stage.worker()
        until(stage.lines)
        first.kill()
        stage.worker()
        until(lambda: stage.state() == JobState.FAILED)
        assert stage.job().error == "The worker that ran it died before it ended."

    @pytest.mark.slow
    def test_two_workers_run_no_job_twice(self, stage: Stage) -> None:
        workers = [stage.worker(), stage.worker()]
        until(lambda: selectors.alive_workers() == 2)
        for hundred in range(4):
            scenes.note.enqueue_many({"file": stage.file, "line": f"{hundred}-{n}"} for n in range(100))
        until(lambda: len(stage.lines()) >= 400)
        assert len(stage.lines()) == len(set(stage.lines())) == 400
        assert [worker.poll() for worker in workers] == [None, None]

    @pytest.mark.slow
    def test_the_lease_of_a_long_job_is_renewed(self, stage: Stage) -> None:
        scenes.slow.enqueue(file=stage.file, first=5, then=0)  # two leases and a half
        stage.worker()
        stage.worker()
        until(lambda: stage.state() == JobState.DONE)
        assert len(stage.lines()) == 2
        assert stage.job().attempts == 1

    @pytest.mark.slow
    def test_a_worker_that_lost_its_job_can_not_end_it(self, stage: Stage) -> None:
        scenes.slow.enqueue(file=stage.file, first=1, then=8)
        first = stage.worker()
        until(stage.lines)
        first.send_signal(signal.SIGSTOP)
        stage.worker()
        until(lambda: len(stage.lines()) == 2)
        first.send_signal(signal.SIGCONT)
        until(lambda: "taken over by another worker" in stage.log(0))
        assert stage.state() == JobState.RUNNING
        until(lambda: stage.state() == JobState.DONE)
        assert stage.job().attempts == 2

    @pytest.mark.slow
    def test_a_stopped_worker_lets_a_short_job_end(self, stage: Stage) -> None:
        scenes.slow.enqueue(file=stage.file, first=1, then=0)
        worker = stage.worker()
        until(stage.lines)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
        assert stage.state() == JobState.DONE

    @pytest.mark.slow
    def test_a_stopped_worker_gives_a_long_job_back(self, stage: Stage) -> None:
        scenes.slow.enqueue(file=stage.file, first=60, then=0)
        worker = stage.worker()
        until(stage.lines)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0
        assert (stage.state(), stage.job().attempts) == (JobState.WAITING, 0)

    @pytest.mark.slow
    def test_an_alert_does_not_wait_for_long_digests(self, stage: Stage) -> None:
        scenes.digest.enqueue_many([{"file": stage.file, "seconds": 30}] * 10)
        stage.worker()
        until(stage.lines)
        asked = time.monotonic()
        scenes.alert.enqueue(file=stage.file)
        until(lambda: "alert" in stage.lines())
        assert time.monotonic() - asked < 3

    @pytest.mark.slow
    def test_a_periodic_task_runs_once_a_period_over_all_workers(self, stage: Stage) -> None:
        for _ in range(2):
            stage.worker(SCENE_FILE=stage.file)
        until(lambda: len(stage.lines()) >= 4)
        slots = [int(float(line)) for line in stage.lines()]
        assert len(slots) <= slots[-1] - slots[0] + 2
