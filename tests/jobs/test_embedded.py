from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from preau.jobs import schedule
from preau.jobs.engines.attempt import DIED, REPLACED, Outcome
from preau.jobs.engines.base import ALERT, DIGEST, NORMAL
from preau.jobs.engines.embedded import claim, ending
from preau.jobs.engines.embedded.claim import Claimed
from preau.jobs.engines.embedded.slot import Slot
from preau.jobs.engines.embedded.watch import Watch
from preau.jobs.engines.embedded.worker import floors
from preau.jobs.engines.keeper import Chore, Keeper
from preau.jobs.models import Heartbeat, Job, JobState, Schedule
from preau.jobs.services import Task

from . import scenes
from .contract import JobsContract, until


class TestEmbedded(JobsContract):
    ENGINE = "embedded"


def job(**fields: Any) -> Job:
    return Job.objects.create(**{"task": "x", "run_at": timezone.now(), **fields})


def take(worker: str = "a", **wanted: Any) -> Claimed:
    (taken,) = claim.claim(worker=worker, limit=1, **wanted)
    return taken


def expire(row: Job) -> None:
    Job.objects.filter(id=row.id).update(leased_until=timezone.now() - dt.timedelta(seconds=1))


def state(row: Job) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.django_db
class TestLeases:
    def test_a_claimed_job_is_nobody_elses(self) -> None:
        job()
        take("a")
        assert claim.claim(worker="b", limit=1) == []

    def test_a_lease_that_ended_is_taken_back_once(self) -> None:
        row = job()
        take()
        assert ending.recover() == 0
        expire(row)
        assert ending.recover() == 1
        assert ending.recover() == 0
        assert (state(row), row.last_error, row.worker) == (JobState.WAITING, DIED, "")

    def test_a_lease_that_is_renewed_is_not_taken_back(self) -> None:
        row = job()
        taken = take()
        expire(row)
        ending.renew("a", [taken])
        assert ending.recover() == 0

    def test_a_job_that_died_with_its_last_worker_fails(self) -> None:
        row = job(max_attempts=1)
        take()
        expire(row)
        ending.recover()
        assert (state(row), row.last_error) == (JobState.FAILED, DIED)

    @pytest.mark.parametrize("outcome", [Outcome(), Outcome("broken"), Outcome("later", timezone.now())])
    def test_who_lost_a_job_can_not_end_it(self, outcome: Outcome) -> None:
        row = job()
        first = take("a")
        expire(row)
        ending.recover()
        take("b")
        ending.finish("a", [(first, outcome)])
        assert (state(row), row.worker, row.attempts) == (JobState.RUNNING, "b", 2)

    def test_an_earlier_attempt_of_the_same_worker_can_not_end_a_later_one(self) -> None:
        row = job()
        first = take("a")
        expire(row)
        ending.recover()
        take("a")
        ending.finish("a", [(first, Outcome())])
        assert state(row) == JobState.RUNNING

    def test_what_is_given_back_costs_no_attempt(self) -> None:
        row = job()
        ending.give_back("a", [take("a")])
        assert (state(row), row.attempts) == (JobState.WAITING, 0)


@pytest.mark.django_db
class TestKeys:
    def test_a_key_that_runs_is_not_started_again(self) -> None:
        job(unique_key="k")
        take()
        job(unique_key="k")
        assert claim.claim(worker="b", limit=5) == []
        assert not claim.something_due()

    def test_what_failed_gives_way_to_the_newer_one_of_its_key(self) -> None:
        row = job(unique_key="k")
        taken = take()
        job(unique_key="k")
        ending.finish("a", [(taken, Outcome("broken", timezone.now()))])
        assert (state(row), row.last_error) == (JobState.DONE, REPLACED)


@pytest.mark.django_db
class TestOrder:
    def test_the_highest_priority_then_the_oldest_goes_first(self) -> None:
        old = timezone.now() - dt.timedelta(hours=1)
        late, digest, alert, early = job(), job(priority=DIGEST, run_at=old), job(priority=ALERT), job(run_at=old)
        taken = claim.claim(worker="a", limit=4)
        assert [one.id for one in taken] == [alert.id, early.id, late.id, digest.id]

    def test_a_slot_leaves_what_is_below_its_floor(self) -> None:
        job(priority=NORMAL)
        assert claim.claim(worker="a", limit=1, floor=ALERT) == []

    def test_the_next_time_is_that_of_the_next_job_of_any_priority(self) -> None:
        now = timezone.now()
        job(run_at=now + dt.timedelta(hours=2), priority=ALERT)
        soon = job(run_at=now + dt.timedelta(hours=1), priority=DIGEST)
        assert claim.next_due() == soon.run_at

    def test_every_class_of_jobs_has_its_road(self) -> None:
        assert floors(3) == [claim.LOWEST, NORMAL, ALERT]
        assert floors(5) == [claim.LOWEST] * 3 + [NORMAL, ALERT]
        assert floors(1) == [claim.LOWEST]


@pytest.fixture
def slot() -> Slot:
    return Slot(worker="a", floor=claim.LOWEST, watch=Watch(), stop=threading.Event(), writing=threading.Lock())


@pytest.mark.django_db
class TestSlot:
    def test_batches_grow_while_jobs_are_quick(self, slot: Slot, tmp_path: Path) -> None:
        scenes.note.enqueue_many([{"file": str(tmp_path / "x"), "line": "x"}] * 7)
        sizes = []
        while slot.turn():
            sizes.append(slot.batch)
        assert sizes == [2, 4, 8]

    def test_what_waits_behind_a_long_job_is_given_back(self, slot: Slot, tmp_path: Path) -> None:
        slot.batch = 8
        scenes.digest.enqueue_many([{"file": str(tmp_path / "x"), "seconds": 0.3}] * 3)
        slot.turn()
        assert Job.objects.filter(state=JobState.WAITING, attempts=0).count() == 2
        assert slot.batch == 2

    def test_what_became_of_a_job_is_written_when_the_database_is_free_again(
        self, slot: Slot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        working, faults = ending.finish, [OperationalError("database is locked")] * 2

        def finish_or_fail(*given: Any) -> None:
            if faults:
                raise faults.pop()
            working(*given)

        monkeypatch.setattr(ending, "finish", finish_or_fail)
        scenes.note.enqueue(file=str(tmp_path / "x"), line="x")
        slot.turn()
        assert Job.objects.get().state == JobState.DONE
        assert "written a little later" in caplog.text

    def test_a_stopped_slot_starts_nothing_more(self, slot: Slot, tmp_path: Path) -> None:
        scenes.note.enqueue(file=str(tmp_path / "x"), line="x")
        slot.stop.set()
        slot.turn()
        assert Job.objects.get().state == JobState.WAITING


@pytest.mark.django_db(transaction=True)
def test_a_slot_survives_whatever_happens(slot: Slot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    working = claim.claim
    faults = [RuntimeError("the disk is full"), OperationalError("database is locked")]

    def claim_or_fail(**wanted: Any) -> list[Claimed]:
        if faults:
            raise faults.pop()
        return working(**wanted)

    monkeypatch.setattr(claim, "claim", claim_or_fail)
    scenes.note.enqueue(file=str(tmp_path / "x"), line="still here")
    slot.start()
    until((tmp_path / "x").exists)
    slot.stop.set()
    slot.watch.ring()
    slot.join(5)
    assert not slot.is_alive()


def test_a_chore_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tries: list[int] = []

    def chore() -> None:
        tries.append(1)
        raise RuntimeError("the database is away")

    keeper = Keeper([Chore(0.0, chore)])
    keeper.start()
    until(lambda: len(tries) > 1)
    keeper.over.set()
    keeper.join(5)
    assert "tried again" in caplog.text


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Task:
    made = Task(lambda: None, "tests.ticking", every=3600)
    monkeypatch.setattr(schedule, "REGISTRY", {made.name: made})
    monkeypatch.setattr(schedule, "_known", {})
    return made


@pytest.mark.django_db
class TestSchedule:
    def test_a_period_is_asked_for_once(self, ticking: Task) -> None:
        schedule.enqueue_due()
        schedule.enqueue_due()
        schedule._known.clear()  # another worker, which does not know
        schedule.enqueue_due()
        assert Job.objects.count() == 1

    def test_the_next_period_is_asked_for_again(self, ticking: Task) -> None:
        schedule.enqueue_due()
        Schedule.objects.update(slot=1)
        Job.objects.update(state=JobState.DONE)
        schedule._known.clear()
        schedule.enqueue_due()
        assert Job.objects.count() == 2

    def test_a_period_that_could_not_be_asked_for_is_tried_again(
        self, ticking: Task, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(schedule, "_take", lambda task, slot: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                schedule.enqueue_due()
        schedule.enqueue_due()
        assert Job.objects.count() == 1

    def test_a_worker_that_is_silent_for_a_day_is_forgotten(self) -> None:
        yesterday = timezone.now() - dt.timedelta(days=2)
        Heartbeat.objects.create(worker="old", started_at=yesterday, seen_at=yesterday)
        schedule.beat("new")
        schedule.beat("new")
        assert [beat.worker for beat in Heartbeat.objects.all()] == ["new"]
        schedule.gone("new")
        assert not Heartbeat.objects.exists()
