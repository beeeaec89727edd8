from __future__ import annotations

import pytest
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
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(verb="page.opened", subject=cast.saules)
        1 / 0  # noqa: B018
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
