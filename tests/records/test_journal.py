from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from preau.records.models import Entry
from preau.records.services import record, verify


@pytest.fixture
def three_entries(cast) -> list[Entry]:
    actor = cast["rivages_communications"]
    return [
        record(verb="page.opened", subject=page, actor=actor, snapshot={"nom": page.name})
        for page in (cast.rivages, cast.saules, cast.erables)
    ]


def test_a_new_journal_is_whole(three_entries) -> None:
    report = verify()
    assert report.is_whole
    assert report.entries == 3


def test_entries_follow_each_other(three_entries) -> None:
    first, second, third = three_entries
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)


def test_an_entry_exists_only_if_the_act_does(cast) -> None:
    def act_that_fails() -> None:
        with transaction.atomic():
            record(verb="page.opened", subject=cast.saules)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_that_fails()
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("act", ["UPDATE records_entry SET verb = 'x'", "DELETE FROM records_entry"])
def test_the_database_refuses_to_rewrite_the_journal(three_entries, act: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_snapshot_can_be_erased_and_the_chain_stays_whole(three_entries) -> None:
    Entry.objects.filter(number=2).update(snapshot=None, salt="")
    report = verify()
    assert report.is_whole
    assert report.erased == 1


def tamper(statement: str) -> None:
    """What somebody with the database file in hand could do: take the triggers away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER records_entry_no_delete")
            cursor.execute("DROP TRIGGER records_entry_no_update")
        else:
            cursor.execute("DROP TRIGGER records_entry_append_only ON records_entry")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("act", "number", "fault"),
    [
        ("UPDATE records_entry SET verb = 'page.closed' WHERE number = 2", 2, "was changed"),
        ("UPDATE records_entry SET actor_label = 'autre' WHERE number = 1", 1, "was changed"),
        ('UPDATE records_entry SET snapshot = \'{"nom": "x"}\' WHERE number = 3', 3, "its snapshot was changed"),
        ("DELETE FROM records_entry WHERE number = 2", 3, "entry 2 is missing"),
        ("DELETE FROM records_entry WHERE number = 3", 2, "entries after this one are missing"),
    ],
)
def test_what_was_tampered_with_is_named(three_entries, act: str, number: int, fault: str) -> None:
    tamper(act)
    assert (number, fault) in verify().faults


def test_the_command_proves_a_whole_journal(three_entries, capsys) -> None:
    call_command("verify-records")
    printed = capsys.readouterr().out
    assert "whole: 3 entries" in printed
    assert f"entry 3, to be kept elsewhere: {Entry.objects.get(number=3).hash}" in printed


def test_the_command_fails_on_a_broken_journal(three_entries) -> None:
    tamper("DELETE FROM records_entry WHERE number = 1")
    with pytest.raises(CommandError, match=r"NOT whole: \d faults? in 2 entries"):
        call_command("verify-records")


def test_an_empty_journal_is_whole(db) -> None:
    assert verify().is_whole
