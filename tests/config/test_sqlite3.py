"""Writers of SQLite queue: each gets its turn, and gives it back however its transaction ends."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from preau.config.sqlite3 import base

WRITERS, EACH = 8, 15
SHORT = 0.3  # seconds
Connect = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "own.sqlite3"
    with sqlite3.connect(found) as made:
        made.executescript("PRAGMA journal_mode = WAL; CREATE TABLE word (who INTEGER)")
    return found


@pytest.fixture
def connect(file: Path, django_db_blocker: Any) -> Iterator[Connect]:
    """Opens a connection of its own to `file`; `timeout` in seconds."""

    def connected(timeout: float = 20) -> Any:
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
        settings = {"ENGINE": "preau.config.sqlite3", "NAME": str(file), "OPTIONS": options}
        return ConnectionHandler({"default": settings}).create_connection("default")

    with django_db_blocker.unblock():
        yield connected


@contextmanager
def transaction(connection: Any) -> Iterator[None]:
    """What `transaction.atomic` does with a connection."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    else:
        connection.commit()
    finally:
        connection.set_autocommit(True)


def say(connection: Any, who: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO word VALUES (%s)", [who])


def count(file: Path) -> int:
    found: int = sqlite3.connect(file).execute("SELECT count(*) FROM word").fetchone()[0]
    return found


def in_threads(number: int, act: Callable[[int], None]) -> list[threading.Thread]:
    threads = [threading.Thread(target=act, args=[who]) for who in range(number)]
    for thread in threads:
        thread.start()
    return threads


def test_many_writers_all_get_their_turn(connect: Connect, file: Path) -> None:
    failed = []

    def write(who: int) -> None:
        connection = connect()
        try:
            for _ in range(EACH):
                with transaction(connection):
                    say(connection, who)
        except OperationalError as error:
            failed.append(error)
        connection.close()

    for thread in in_threads(WRITERS, write):
        thread.join()
    assert (failed, count(file)) == ([], WRITERS * EACH)


def test_the_turn_is_given_back_when_a_transaction_is_rolled_back(connect: Connect, file: Path) -> None:
    one, other = connect(), connect(SHORT)
    with pytest.raises(ZeroDivisionError), transaction(one):
        say(one, 1 // 0)
    with transaction(other):
        say(other, 2)
    assert count(file) == 1


def test_the_turn_is_given_back_when_a_connection_is_closed(connect: Connect, file: Path) -> None:
    one, other = connect(), connect(SHORT)
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    say(one, 1)
    one.close()
    with transaction(other):
        say(other, 2)
    assert count(file) == 1


def test_another_process_is_waited_for(connect: Connect, file: Path) -> None:
    process = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    process.execute("BEGIN IMMEDIATE")
    process.execute("INSERT INTO word VALUES (0)")
    connection = connect()
    refusals: list[str] = []

    def commit_once_refused(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        try:
            return execute(sql, params, many, context)
        except OperationalError as error:
            refusals.append(str(error))
            process.execute("COMMIT")
            raise

    connection.ensure_connection()
    with connection.execute_wrapper(commit_once_refused), transaction(connection):
        say(connection, 1)
    assert (refusals, count(file)) == (["database is locked"], 2)


def test_another_process_is_not_waited_for_for_ever(connect: Connect, file: Path) -> None:
    process = sqlite3.connect(file, isolation_level=None)
    process.execute("BEGIN IMMEDIATE")
    one, other = connect(SHORT), connect(SHORT)
    with pytest.raises(OperationalError, match="locked"), transaction(one):
        pass
    process.execute("ROLLBACK")
    with transaction(other):  # the one that gave up is in nobody's way
        say(other, 1)
    assert count(file) == 1


def test_another_thread_is_not_waited_for_for_ever(connect: Connect) -> None:
    seen: list[str] = []

    def write(_who: int) -> None:
        connection = connect(SHORT)
        try:
            connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        except OperationalError as error:
            seen.append(str(error))
        connection.close()

    with transaction(connect()):
        in_threads(1, write)[0].join()
    assert seen == ["database is locked"]


class Overslept:
    """The lock of a machine that was suspended: whoever waited wakes up too late, though it is free by now."""

    def __init__(self) -> None:
        self.lock, self.asked = threading.Lock(), 0

    def acquire(self, timeout: float) -> bool:
        self.asked += 1
        return self.asked > 1 and self.lock.acquire(timeout=timeout)

    def release(self) -> None:
        self.lock.release()


def test_whoever_waited_while_the_machine_slept_is_not_refused(
    connect: Connect, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(base._turns, str(file), Overslept())
    connection = connect()
    with transaction(connection):
        say(connection, 1)
    assert count(file) == 1


def test_outside_of_transactions_sqlite_waits_as_it_did(connect: Connect) -> None:
    connection = connect(SHORT)
    with transaction(connection):
        pass
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (int(SHORT * 1000),)
