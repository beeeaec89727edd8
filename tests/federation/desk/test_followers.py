"""Who follows a page: for the people of the page, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from preau.federation.models import Actor, Follower
from preau.federation.services import actor_for, approval_set, follower_add
from preau.institutions.models import Page
from preau.records.models import Entry
from tests.conftest import Cast
from tests.federation.inbox.stage import remote

Follow = Callable[..., Follower]


@pytest.fixture
def follow(cast: Cast) -> Follow:
    def make(page: Page, name: str = "camille", **options: bool) -> Follower:
        person = remote(name)
        return follower_add(actor=actor_for(page), remote=person, follow_uri=f"{person.uri}#follow", **options)

    return make


def test_pages_are_listed_with_their_numbers(client: Client, cast: Cast, follow: Follow) -> None:
    follow(cast.saules)
    follow(cast.erables, "autre", waits=True)
    client.force_login(cast["rivages_communications"])
    shown = client.get("/bureau/fediverse/").content.decode()
    assert shown.index(cast.erables.name) < shown.index(cast.saules.name)  # somebody waits there
    assert "1 à approuver" in shown
    assert "1 personne abonnée" in shown
    assert cast.phare.name not in shown


def test_somebody_who_waits_is_let_in(client: Client, cast: Cast, follow: Follow) -> None:
    follower = follow(cast.saules, waits=True)
    client.force_login(cast["saules_communications"])
    assert "@camille@ailleurs.test" in client.get(f"/bureau/fediverse/abonnes/{cast.saules.pk}/").content.decode()
    response = client.post(f"/bureau/fediverse/abonnes/decision/{follower.pk}/", {"decision": "accept"}, follow=True)
    assert "suit maintenant la page" in response.content.decode()
    follower.refresh_from_db()
    assert follower.state == "accepted"
    assert Entry.objects.get(verb="follower.accepted").snapshot["page"] == cast.saules.handle


def test_a_follower_is_removed(client: Client, cast: Cast, follow: Follow) -> None:
    follower = follow(cast.saules)
    client.force_login(cast["saules_communications"])
    client.post(f"/bureau/fediverse/abonnes/decision/{follower.pk}/", {"decision": "refuse"})
    follower.refresh_from_db()
    assert follower.state == "refused"


def test_a_senseless_decision_changes_nothing(client: Client, cast: Cast, follow: Follow) -> None:
    follower = follow(cast.saules, waits=True)
    client.force_login(cast["saules_communications"])
    client.post(f"/bureau/fediverse/abonnes/decision/{follower.pk}/", {"decision": "x"})
    follower.refresh_from_db()
    assert follower.state == "pending"


def test_followers_are_searched(client: Client, cast: Cast, follow: Follow) -> None:
    follow(cast.saules)
    follow(cast.saules, "robin")
    client.force_login(cast["saules_communications"])
    shown = client.get(f"/bureau/fediverse/abonnes/{cast.saules.pk}/?etat=accepted&q=ROB").content.decode()
    assert "@robin@" in shown
    assert "@camille@" not in shown


def test_a_page_may_ask_to_approve_each(client: Client, cast: Cast, follow: Follow) -> None:
    client.force_login(cast["saules_communications"])
    client.post(f"/bureau/fediverse/abonnes/{cast.saules.pk}/approbation/", {"approves": "1"})
    assert Actor.objects.get(page=cast.saules).approves_followers
    assert follow(cast.saules).state == "pending"
    assert Entry.objects.filter(verb="actor.changed").count() == 1
    approval_set(actor=Actor.objects.get(page=cast.saules), approves=True, user=cast["saules_communications"])
    assert Entry.objects.filter(verb="actor.changed").count() == 1  # nothing changed


def test_an_official_decides_for_their_own_page(client: Client, cast: Cast, follow: Follow) -> None:
    follower = follow(cast.commissioner, waits=True)
    client.force_login(cast["official"])
    client.post(f"/bureau/fediverse/abonnes/decision/{follower.pk}/", {"decision": "accept"})
    follower.refresh_from_db()
    assert follower.state == "accepted"


@pytest.mark.parametrize("person", ["estuaire_administrator", "official"])
def test_other_boards_see_and_decide_nothing(client: Client, cast: Cast, follow: Follow, person: str) -> None:
    follower = follow(cast.saules, waits=True)
    client.force_login(cast[person])
    assert client.get(f"/bureau/fediverse/abonnes/{cast.saules.pk}/").status_code == 404
    path = f"/bureau/fediverse/abonnes/decision/{follower.pk}/"
    assert client.post(path, {"decision": "accept"}).status_code == 404
    path = f"/bureau/fediverse/abonnes/{cast.saules.pk}/approbation/"
    assert client.post(path, {"approves": "1"}).status_code == 404
    follower.refresh_from_db()
    assert follower.state == "pending"


@pytest.mark.parametrize("person", ["saules_editor", "saules_moderator", "saules_reader", "nobody"])
def test_lower_roles_see_none_of_it(client: Client, cast: Cast, person: str) -> None:
    client.force_login(cast[person])
    assert client.get("/bureau/fediverse/").status_code == 403


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    client: Client, cast: Cast, follow: Follow, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(60):
        follow(cast.saules, f"personne{number}")
    client.force_login(cast["saules_communications"])
    with django_assert_max_num_queries(30):
        client.get(f"/bureau/fediverse/abonnes/{cast.saules.pk}/")
