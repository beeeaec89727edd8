"""What a page keeps on top."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.kernel.errors import Invalid, NotAllowed
from preau.posts.models import Pin, Post
from preau.posts.selectors import pinned_posts
from preau.posts.services import post_pin, post_unpin, post_withdraw
from preau.records.models import Entry
from tests.conftest import Cast

Make = Callable[..., Post]


def test_the_newest_pinned_stands_first(cast: Cast, published: Make) -> None:
    first, second, _ = published(), published(), published()
    for post in (second, first, first):
        post_pin(actor=cast["saules_communications"], post=post)
    assert pinned_posts(cast.saules) == [first, second]
    assert Entry.objects.filter(verb="post.pinned").count() == 2


def test_a_fourth_is_refused_until_one_is_let_go(cast: Cast, published: Make) -> None:
    posts = [published() for _ in range(4)]
    for post in posts[:3]:
        post_pin(actor=cast["saules_communications"], post=post)
    with pytest.raises(Invalid, match="Trois"):
        post_pin(actor=cast["saules_communications"], post=posts[3])
    post_unpin(actor=cast["saules_communications"], post=posts[0])
    post_pin(actor=cast["saules_communications"], post=posts[3])
    assert pinned_posts(cast.saules) == [posts[3], posts[2], posts[1]]


def test_a_draft_is_not_pinned(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid):
        post_pin(actor=cast["saules_communications"], post=draft())


@pytest.mark.parametrize("name", ["saules_editor", "saules_moderator", "estuaire_administrator", "nobody"])
def test_only_who_publishes_here_pins(cast: Cast, published: Make, name: str) -> None:
    post = published()
    with pytest.raises(NotAllowed):
        post_pin(actor=cast[name], post=post)
    post_pin(actor=cast["saules_communications"], post=post)
    with pytest.raises(NotAllowed):
        post_unpin(actor=cast[name], post=post)
    assert Pin.objects.count() == 1


def test_what_is_withdrawn_is_no_longer_on_top(cast: Cast, published: Make) -> None:
    post = published()
    post_pin(actor=cast["saules_communications"], post=post)
    post_withdraw(actor=cast["saules_communications"], post=post, reason="Erreur")
    assert pinned_posts(cast.saules) == []
    assert Pin.objects.count() == 0


def test_a_person_pins_and_unpins_on_the_desk(cast: Cast, published: Make, client: Client) -> None:
    post = published()
    client.force_login(cast["saules_communications"])
    shown = client.get(f"/bureau/publications/{post.pk}/").content.decode()
    assert "Épingler en haut de la page" in shown
    client.post(f"/bureau/publications/{post.pk}/epingler/")
    shown = client.get(f"/bureau/publications/{post.pk}/").content.decode()
    assert "elle reste en haut" in shown
    assert "Désépingler" in shown
    client.post(f"/bureau/publications/{post.pk}/desepingler/")
    assert pinned_posts(cast.saules) == []


def test_a_refusal_is_said_on_the_desk(cast: Cast, published: Make, client: Client) -> None:
    posts = [published() for _ in range(4)]
    client.force_login(cast["saules_communications"])
    for post in posts:
        client.post(f"/bureau/publications/{post.pk}/epingler/")
    assert (
        "Trois publications sont déjà épinglées" in client.get(f"/bureau/publications/{posts[3].pk}/").content.decode()
    )


def test_a_stranger_finds_nothing_to_pin(cast: Cast, published: Make, client: Client) -> None:
    client.force_login(cast["estuaire_administrator"])
    assert client.post(f"/bureau/publications/{published().pk}/epingler/").status_code == 404
