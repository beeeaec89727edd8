"""A board shares what its schools say, and takes that back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from preau.kernel.errors import Invalid, NotAllowed
from preau.posts.models import Placement, Post
from preau.posts.selectors.boosts import boosters
from preau.posts.selectors.public import timeline
from preau.posts.services import post_boost, post_unboost, post_withdraw
from preau.records.models import Entry
from tests.conftest import Cast

Make = Callable[..., Post]


def test_a_board_shows_what_its_school_said_until_it_takes_that_back(cast: Cast, published: Make) -> None:
    post = published()
    for _ in range(2):
        post_boost(actor=cast["rivages_communications"], post=post, page=cast.rivages)
    assert timeline(cast.rivages) == [post]
    for _ in range(2):
        post_unboost(actor=cast["rivages_communications"], post=post, page=cast.rivages)
    assert timeline(cast.rivages) == []
    assert timeline(cast.saules) == [post]
    verbs = list(Entry.objects.filter(verb__contains="boost").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["post.boosted", "post.unboosted"]


def test_an_official_may_share_on_their_own_page(cast: Cast, published: Make) -> None:
    post = published()
    post_boost(actor=cast["official"], post=post, page=cast.commissioner)
    assert timeline(cast.commissioner) == [post]


def test_a_school_shares_neither_a_sisters_nor_anothers_post(cast: Cast, published: Make) -> None:
    post = published()
    for page in (cast.erables, cast.estuaire, cast.saules):
        with pytest.raises(Invalid):
            post_boost(actor=cast["superuser"], post=post, page=page)


@pytest.mark.parametrize("name", ["saules_communications", "rivages_editor", "estuaire_administrator", "nobody"])
def test_only_who_publishes_on_the_page_shares_there(cast: Cast, published: Make, name: str) -> None:
    post = published()
    with pytest.raises(NotAllowed):
        post_boost(actor=cast[name], post=post, page=cast.rivages)
    post_boost(actor=cast["rivages_communications"], post=post, page=cast.rivages)
    with pytest.raises(NotAllowed):
        post_unboost(actor=cast[name], post=post, page=cast.rivages)


def test_a_draft_and_a_withdrawn_post_are_not_shared(cast: Cast, draft: Make, published: Make) -> None:
    gone = published()
    post_withdraw(actor=cast["saules_communications"], post=gone, reason="Erreur")
    for post in (draft(), gone):
        with pytest.raises(Invalid):
            post_boost(actor=cast["rivages_communications"], post=post, page=cast.rivages)


def test_what_is_withdrawn_is_no_longer_shown_where_it_was_shared(cast: Cast, published: Make) -> None:
    post = published()
    post_boost(actor=cast["rivages_communications"], post=post, page=cast.rivages)
    post_withdraw(actor=cast["saules_communications"], post=post, reason="Erreur")
    assert timeline(cast.rivages) == []


def test_what_a_board_cascades_is_not_the_schools_to_take_back(cast: Cast, published: Make) -> None:
    post = published(actor=cast["rivages_communications"], page=cast.rivages, cascade=[cast.saules])
    post_unboost(actor=cast["saules_communications"], post=post, page=cast.saules)
    assert Placement.objects.filter(post=post, page=cast.saules).exists()


def test_the_desk_offers_the_pages_on_which_one_may_share(cast: Cast, published: Make) -> None:
    post = published()
    assert boosters(cast["rivages_communications"], post) == [cast.rivages]
    assert boosters(cast["saules_communications"], post) == []


def test_sharing_from_the_desk(cast: Cast, published: Make, client: Client) -> None:
    post = published()
    client.force_login(cast["rivages_communications"])
    detail = reverse("posts:detail", args=[post.pk])
    assert "Partager sur la page" in client.get(detail).content.decode()
    done = client.post(reverse("posts:boost", args=[post.pk]), {"page": cast.rivages.handle}, follow=True)
    assert "Partagé sur la page" in done.content.decode()
    assert timeline(cast.rivages) == [post]
    undo = {"page": cast.rivages.handle, "do": "undo"}
    assert "Partage retiré" in client.post(reverse("posts:boost", args=[post.pk]), undo, follow=True).content.decode()
    assert timeline(cast.rivages) == []


def test_who_does_not_publish_there_finds_no_such_page(cast: Cast, published: Make, client: Client) -> None:
    post = published()
    client.force_login(cast["saules_communications"])
    answer = client.post(reverse("posts:boost", args=[post.pk]), {"page": cast.rivages.handle})
    assert answer.status_code == 404
    assert timeline(cast.rivages) == []
