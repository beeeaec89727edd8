"""What is said elsewhere is kept as long as it is of use."""

from __future__ import annotations

import pytest

from preau.channels.models import InboundItem, InboundState
from preau.listening.models import Item, Mention, Story
from preau.listening.services import items_forget, mention_converse
from tests.conftest import Cast

from .heard import ago, hear, source, watch

pytestmark = pytest.mark.django_db


def test_what_no_watch_found_loses_its_words_after_a_month_and_is_still_known(cast: Cast) -> None:
    paper = source(cast)
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    old = hear(paper, "Météo", "Il neige.", heard_at=ago(days=31), author_name="Quelqu’un")
    hear(paper, "Trois-Saules", heard_at=ago(days=31))
    hear(paper, "Sports", heard_at=ago(days=29))
    items_forget()
    old.refresh_from_db()
    assert (old.title, old.text, old.author_name) == ("", "", "")
    assert sorted(Item.objects.values_list("title", flat=True)) == ["", "Sports", "Trois-Saules"]


def test_what_nobody_made_anything_of_goes_after_a_year(cast: Cast) -> None:
    paper = source(cast)
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    for title in ("Trois-Saules ferme", "Trois-Saules ouvre"):
        hear(paper, title, heard_at=ago(days=366), said_at=ago(days=366))
    mention_converse(actor=cast["saules_moderator"], mention=Mention.objects.get(item__title="Trois-Saules ferme"))
    Story.objects.update(last_at=ago(days=366))
    items_forget()
    assert [mention.item.title for mention in Mention.objects.all()] == ["Trois-Saules ferme"]
    assert (Item.objects.count(), Story.objects.count()) == (1, 1)


def test_what_a_source_gave_is_emptied_once_it_was_read_for_a_week(cast: Cast) -> None:
    facts = {"network": "listening:feed", "kind": "entry", "payload": "{}"}
    for days in (6, 8):
        row = InboundItem.objects.create(remote_id=f"1 {days}", state=InboundState.DONE, **facts)
        InboundItem.objects.filter(pk=row.pk).update(processed_at=ago(days=days))
    items_forget()
    assert list(InboundItem.objects.order_by("pk").values_list("payload", flat=True)) == ["{}", ""]
