"""`preau serve`, as real processes: what starts, stops, dies and comes back."""

from __future__ import annotations

import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from .house import House, until

pytestmark = pytest.mark.slow


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.end()


@pytest.fixture(scope="module")
def up_to_date(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database has its tables."""
    first = House(tmp_path_factory.mktemp("first"))
    done = first.preau("migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return first.data


@pytest.fixture
def house(empty: House, up_to_date: Path) -> House:
    shutil.copytree(up_to_date, empty.data)
    return empty


def test_it_answers_and_stops_with_nothing_left(house: House) -> None:
    house.serve()
    family = house.family()
    assert len(family) >= 4  # the supervisor, the site and its process, the worker
    assert house.server
    house.server.send_signal(signal.SIGTERM)
    assert house.server.wait(10) == 0
    assert psutil.wait_procs(family, timeout=1)[1] == []


def test_a_killed_worker_comes_back(house: House) -> None:
    house.serve()
    first = house.child("preau worker")
    assert first
    first.kill()
    until(lambda: (now := house.child("preau worker")) and now.pid != first.pid)
    assert "The worker ended (killed by SIGKILL)" in house.log()


def test_a_killed_site_answers_again(house: House) -> None:
    house.serve()
    site = house.child("granian")
    assert site
    inner = site.children()
    site.kill()
    until(lambda: (now := house.child("granian")) and now.pid != site.pid and house.answers())
    assert psutil.wait_procs(inner, timeout=5)[1] == []  # none of the dead one's own processes holds the port


def test_a_killed_process_of_the_site_comes_back(house: House) -> None:
    house.serve()
    site = house.child("granian")
    assert site
    inner = site.children()[-1]
    inner.kill()
    until(lambda: any(p.pid != inner.pid and p.is_running() for p in site.children()) and house.answers())


def test_nothing_outlives_a_killed_supervisor(house: House) -> None:
    house.serve()
    family = house.family()
    family[0].kill()
    assert house.server
    house.server.wait(5)
    assert psutil.wait_procs(family[1:], timeout=10)[1] == []


def test_it_starts_within_four_seconds_and_stays_small(house: House) -> None:
    house.preau("doctor")  # the files of the programme are in memory by then, as on any second start
    asked = time.monotonic()
    house.serve()
    assert time.monotonic() - asked < 30  # the bench measures; here it only must not hang
    assert sum(process.memory_info().rss for process in house.family()) < 350_000_000


def test_a_taken_port_is_said_in_words(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", house.port))
        other.listen()
        done = house.preau("serve")
    assert done.returncode == 1
    assert f"Port {house.port} is taken by another program." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_up_to_date_is_said_in_words(empty: House) -> None:
    for command in ("serve", "worker"):
        done = empty.preau(command)
        assert done.returncode == 1
        assert "Run `preau migrate` first." in done.stderr


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_unsafe_settings_are_refused_in_words(empty: House, command: str) -> None:
    done = empty.preau(command, PREAU_MODE="production", PREAU_ORIGIN="http://ecoles.example.org")
    assert done.returncode == 1
    assert "PREAU_ORIGIN is http" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_doctor_calls_a_serving_house_well(house: House) -> None:
    house.serve()
    until(lambda: "1 alive" in house.preau("doctor").stdout)
    done = house.preau("doctor")
    assert done.returncode == 0, done.stdout
    assert {line[0] for line in done.stdout.splitlines()} == {"✓"}


def test_a_doctor_fails_without_a_database(empty: House) -> None:
    done = empty.preau("doctor")
    assert done.returncode == 1
    assert "Run: preau migrate" in done.stdout
