"""What people bring by hand."""

from __future__ import annotations

import pytest

from preau.channels.models import InboundItem, InboundState
from preau.kernel.errors import Invalid, NotAllowed
from preau.listening.models import Item
from preau.listening.services import item_paste
from preau.records.models import Entry
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_it_is_kept_for_the_board_alone(cast: Cast) -> None:
    item, is_new = item_paste(
        actor=cast["saules_moderator"],
        institution=cast.saules.institution,
        url="https://www.media.exemple/1",
        text="On dit que\n\nl’école ferme.",
        who="Une personne",
    )
    assert is_new
    assert (item.board, item.outlet) == (cast.rivages.institution, "media.exemple")
    assert item.text == "On dit que l’école ferme."
    assert InboundItem.objects.get().state == InboundState.DONE
    assert Entry.objects.get(verb="item.pasted").institution_id == cast.saules.institution_id


def test_the_same_address_is_kept_once_a_board(cast: Cast) -> None:
    given = {"url": "https://media.exemple/1"}
    first, _ = item_paste(actor=cast["saules_moderator"], institution=cast.saules.institution, **given)
    again, is_new = item_paste(actor=cast["rivages_moderator"], institution=cast.rivages.institution, **given)
    other, _ = item_paste(actor=cast["estuaire_administrator"], institution=cast.estuaire.institution, **given)
    assert (first, is_new) == (again, False)
    assert other != first
    assert Item.objects.count() == 2


def test_hostile_words_come_out_calm(cast: Cast) -> None:
    hostile = "\u202e<script>alert(1)</script>" + "e" + "\u0301" * 500 + "mot " * 300_000
    item, _ = item_paste(
        actor=cast["saules_moderator"], institution=cast.saules.institution, title=hostile, text=hostile, who=hostile
    )
    assert len(item.title) <= 300
    assert len(item.text) <= 10_000
    assert "\u202e" not in item.title + item.text + item.author_name


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "pas une adresse", "http://a@b/", "//x"])
def test_only_a_web_address_is_one(cast: Cast, url: str) -> None:
    with pytest.raises(Invalid):
        item_paste(actor=cast["saules_moderator"], institution=cast.saules.institution, url=url, text="x")


def test_nothing_at_all_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        item_paste(actor=cast["saules_moderator"], institution=cast.saules.institution, text=" \u202e ")


@pytest.mark.parametrize("who", ["estuaire_administrator", "saules_reader", "saules_editor", "nobody"])
def test_who_does_not_moderate_there_may_not(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        item_paste(actor=cast[who], institution=cast.saules.institution, text="x")
    assert Item.objects.count() == 0
