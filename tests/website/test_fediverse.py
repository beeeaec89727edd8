"""What public pages tell of the Fediverse, and what is pinned on them."""

from __future__ import annotations

import re

from django.test import Client

from preau.federation.services import actor_for
from preau.institutions.models import Page
from preau.posts.models import Pin
from preau.posts.services import post_pin
from tests.conftest import Cast

from .conftest import Door
from .saying import say


def see(path: str) -> str:
    return Client().get(path).content.decode()


def test_a_page_leads_to_its_actor_and_back_to_itself(cast: Cast) -> None:
    for path in ("/@page_900001", "/en/@page_900001"):
        text = see(path)
        actor = f"http://testserver/ap/actors/{cast.saules.pk}"
        assert f'<link rel="alternate" type="application/activity+json" href="{actor}">' in text
        assert '<link rel="me" href="http://testserver/@page_900001">' in text
        assert '<meta name="fediverse:creator" content="@page_900001@testserver">' in text


def test_a_post_leads_to_its_document_and_its_author(cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    text = see(f"/@page_900001/{post.pk}")
    assert f'type="application/activity+json" href="http://testserver/ap/posts/{post.pk}"' in text
    assert '<meta name="fediverse:creator" content="@page_900001@testserver">' in text


def test_a_page_that_is_not_open_promises_nothing(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(opened_at=None)
    text = see("/@page_900001")
    assert "activity+json" not in text
    assert "fediverse:creator" not in text


def test_the_name_to_follow_is_there_to_be_copied(cast: Cast) -> None:
    assert '<code id="account">@page_900001@testserver</code>' in see("/@page_900001")


def test_what_is_pinned_stands_first_and_once(cast: Cast) -> None:
    old = say(cast.saules, "Ancienne et importante", minutes=5000)
    say(cast.saules, "Toute récente")
    Pin.objects.create(page=cast.saules, post=old)
    text = see("/@page_900001")
    assert text.index("Épinglée") < text.index("Ancienne et importante") < text.index("Toute récente")
    assert len(re.findall("<p>Ancienne et importante</p>", text)) == 1


def test_a_page_whose_only_post_is_pinned_is_not_called_empty(cast: Cast) -> None:
    Pin.objects.create(page=cast.saules, post=say(cast.saules, "Seule"))
    assert "Rien n’a encore été publié ici" not in see("/@page_900001")


def test_pinning_shows_at_once_though_the_page_is_remembered(cast: Cast, door: Door) -> None:
    old = say(cast.saules, "Ancienne", minutes=5000)
    assert "Épinglée" not in door.visit("/@page_900001").text
    featured = f"/ap/actors/{cast.saules.pk}/featured"
    assert '"totalItems":0' in door.visit(featured).text
    post_pin(actor=cast["saules_communications"], post=old)
    assert "Épinglée" in door.visit("/@page_900001").text
    assert f"/ap/posts/{old.pk}" in door.visit(featured).text


def test_a_page_that_asks_to_approve_its_followers_says_so_at_once(cast: Cast, door: Door) -> None:
    actor = actor_for(cast.saules)
    path = f"/ap/actors/{cast.saules.pk}"
    assert '"manuallyApprovesFollowers":false' in door.visit(path).text
    actor.approves_followers = True
    actor.save()
    assert '"manuallyApprovesFollowers":true' in door.visit(path).text
