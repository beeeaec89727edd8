"""What is said to pages from the Fediverse is heard by watches too, its public part, once."""

from __future__ import annotations

from typing import Any

import pytest

from preau.channels import signals
from preau.channels.models import InboundItem
from preau.connectors.base import Author, Heard
from preau.conversations.models import Message
from preau.kernel import clock
from preau.listening.models import Item, SourceKind, Watch
from preau.listening.services import fediverse
from preau.listening.signals import items_heard
from tests.conftest import Cast

from .stage import watch_it

pytestmark = pytest.mark.django_db
AUTHOR = Author("https://ailleurs.exemple/dominique", "Dominique", "@dominique@ailleurs.exemple")


def say(page: Any, words: str = "Bravo !", name: str = "https://ailleurs.exemple/1", **facts: Any) -> None:
    row, _ = InboundItem.objects.get_or_create(network="activitypub", remote_id=f"{name}#create", kind="Create")
    given = {"author": AUTHOR, "html": f"<p>{words}</p>", "said_at": clock.now()} | facts
    heard = Heard(network="activitypub", remote_id=name, page_id=page.pk, **given)
    signals.said.send(sender=Heard, heard=heard, item=row)


@pytest.fixture(autouse=True)
def listener(cast: Cast) -> Watch:
    return watch_it(fediverse(), cast.saules)


def test_what_no_watch_listens_for_is_not_kept_twice(cast: Cast, listener: Watch) -> None:
    Watch.objects.update(is_active=False)
    say(cast.saules)
    assert Item.objects.count() == 0


def test_a_public_message_is_an_item_once(cast: Cast) -> None:
    say(cast.saules)
    say(cast.saules)
    item = Item.objects.get()
    assert (item.source.kind, item.text, item.outlet) == (SourceKind.FEDIVERSE, "Bravo !", "ailleurs.exemple")


@pytest.mark.parametrize("fact", ["is_private", "is_held"])
def test_what_is_private_or_held_is_not_heard(cast: Cast, fact: str) -> None:
    say(cast.saules, **{fact: True})
    assert Item.objects.count() == 0


def test_new_words_take_the_place_of_the_old(cast: Cast) -> None:
    say(cast.saules, "Mon téléphone est le…")
    say(cast.saules, "Bravo.")
    assert Item.objects.get().text == "Bravo."


def test_another_can_not_put_words_in_its_place(cast: Cast) -> None:
    say(cast.saules)
    say(cast.saules, "Faux", author=Author("https://pirate.exemple/1", "P", "@p@pirate.exemple"))
    assert Item.objects.get().text == "Bravo !"


def test_what_its_author_takes_back_is_erased(cast: Cast) -> None:
    say(cast.saules)
    about = {"network": "activitypub", "remote_id": "https://ailleurs.exemple/1"}
    signals.unsaid.send(sender="https://pirate.exemple/1", **about)
    assert Item.objects.get().text == "Bravo !"
    signals.unsaid.send(sender=AUTHOR.remote_id, **about)
    assert Item.objects.get().text == ""
    say(cast.saules)
    assert Item.objects.get().text == ""


def test_a_watch_that_stumbles_costs_nobody_their_conversation(cast: Cast) -> None:
    def stumbles(**_: Any) -> None:
        raise RuntimeError

    items_heard.connect(stumbles)
    try:
        say(cast.saules)
    finally:
        items_heard.disconnect(stumbles)
    assert (Item.objects.count(), Message.objects.count()) == (0, 1)


def test_a_person_who_is_no_more_leaves_no_word(cast: Cast) -> None:
    say(cast.saules)
    say(cast.saules, name="https://ailleurs.exemple/2")
    signals.unsaid.send(sender=AUTHOR.remote_id, network="activitypub", remote_id=AUTHOR.remote_id)
    assert set(Item.objects.values_list("text", "author_name")) == {("", "")}
