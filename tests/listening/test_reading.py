"""From what came in to items."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preau.channels.models import InboundItem, InboundState
from preau.connectors.listener import Network, Said
from preau.kernel import clock
from preau.listening.models import Item, Source
from preau.listening.services import entries_keep, inbound_tidy, items_read
from preau.listening.signals import items_heard
from tests.conftest import Cast

from .stage import feed

pytestmark = pytest.mark.django_db


def said(name: str, **facts: Any) -> Said:
    return Said(network=Network.WEB, remote_id=name, title=f"Titre {name}", **facts)


@pytest.fixture
def source(cast: Cast) -> Source:
    return feed("https://media.exemple/fil", cast.rivages)


@pytest.fixture
def told() -> Any:
    heard: list[tuple[int, list[str]]] = []

    def on_items_heard(*, items: list[Item], source: Source, **_: Any) -> None:
        heard.append((source.pk, [item.remote_id for item in items]))

    items_heard.connect(on_items_heard)
    yield heard
    items_heard.disconnect(on_items_heard)


def test_it_is_a_row_before_it_is_read(source: Source) -> None:
    entries_keep(source=source, entries=[said("a", text="Mots")])
    row = InboundItem.objects.get()
    assert (row.state, row.sender, Item.objects.count()) == (InboundState.NEW, "https://media.exemple/fil", 0)
    items_read()
    row.refresh_from_db()
    item = Item.objects.get()
    assert (row.state, item.inbound, item.text, item.source) == (InboundState.DONE, row, "Mots", source)


def test_what_comes_twice_is_kept_once(source: Source, told: Any) -> None:
    assert entries_keep(source=source, entries=[said("a"), said("a")]) == 1
    entries_keep(source=source, entries=[said("a")])
    items_read()
    assert entries_keep(source=source, entries=[said("a")]) == 0
    items_read()
    assert (Item.objects.count(), told) == (1, [(source.pk, ["a"])])


def test_each_source_is_told_of_with_what_it_gave(source: Source, cast: Cast, told: Any) -> None:
    other = feed("https://autre.exemple/fil", cast.estuaire)
    entries_keep(source=source, entries=[said("a"), said("b")])
    entries_keep(source=other, entries=[said("b")])
    items_read()
    assert told == [(source.pk, ["a", "b"]), (other.pk, ["b"])]
    assert Item.objects.count() == 2


def test_one_that_can_not_be_read_spoils_no_other(source: Source) -> None:
    entries_keep(source=source, entries=[said("a"), said("b"), said("c")])
    bad = InboundItem.objects.order_by("pk")[1]
    InboundItem.objects.filter(pk=bad.pk).update(payload='{"network": "lune"}')
    items_read()
    bad.refresh_from_db()
    assert (bad.state, bad.last_error) == (InboundState.FAILED, "Invalid")
    assert set(Item.objects.values_list("remote_id", flat=True)) == {"a", "c"}


def test_what_came_from_a_source_that_was_removed_is_left(source: Source) -> None:
    entries_keep(source=source, entries=[said("a")])
    source.delete()
    items_read()
    assert InboundItem.objects.get().state == InboundState.IGNORED


def test_a_listener_that_fails_leaves_the_row_to_be_seen(source: Source) -> None:
    def fails(**_: Any) -> None:
        raise ValueError

    items_heard.connect(fails)
    try:
        entries_keep(source=source, entries=[said("a")])
        items_read()
    finally:
        items_heard.disconnect(fails)
    assert (Item.objects.count(), InboundItem.objects.get().state) == (0, InboundState.FAILED)


def test_rows_of_what_came_end_after_a_month_their_items_stay(source: Source) -> None:
    entries_keep(source=source, entries=[said("a")])
    items_read()
    entries_keep(source=source, entries=[said("b"), said("c")])
    InboundItem.objects.exclude(pk=InboundItem.objects.order_by("-pk")[0].pk).update(
        received_at=clock.now() - dt.timedelta(days=31)
    )
    inbound_tidy()
    assert set(InboundItem.objects.values_list("state", flat=True)) == {InboundState.NEW}
    assert (InboundItem.objects.count(), Item.objects.get().inbound) == (2, None)
