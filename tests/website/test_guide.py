"""The guide as the public reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from preau.guide.articles import default_source
from preau.guide.services import values_set
from preau.institutions.models import Domain, Institution
from tests.conftest import Cast
from tests.guide.test_editions import adopt

from .conftest import Door


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    assert not answer.cookies
    return answer.content.decode()


def alone(cast: Cast) -> None:
    """Rivages is the only board of its network."""
    other = Domain.objects.create(host="ailleurs.test", name="Un autre réseau")
    Institution.objects.filter(pk=cast.estuaire.institution_id).update(domain=other)


def test_before_any_adoption_the_page_says_so_and_shows_the_text(cast: Cast, client: Client) -> None:
    alone(cast)
    shown = read(client, "/netiquette")
    assert "n’a pas encore adopté ce texte" in shown
    assert "Centre de services scolaire des Rivages" in shown
    assert not re.search(r"\{\{|\}\}", shown)
    assert "Netiquette" in read(client, "/en/netiquette")


@pytest.mark.parametrize("path", ["/netiquette/motifs", "/netiquette/reponse", "/en/netiquette/motifs"])
def test_the_other_articles_have_their_addresses(cast: Cast, client: Client, path: str) -> None:
    alone(cast)
    shown = read(client, path)
    assert 'id="attack"' in shown or 'id="emergency"' in shown


def test_an_adopted_edition_is_read_with_its_date_and_older_ones_stay(cast: Cast, client: Client) -> None:
    by, source = cast["rivages_communications"], default_source("netiquette", "fr")
    first = adopt(cast.rivages, by, "netiquette", body_fr=source + "\n\nLa première.")
    adopt(cast.rivages, by, "netiquette", body_fr=source + "\n\nLa deuxième.")
    place = f"/@{cast.saules.handle}/netiquette"
    shown = read(client, place)
    assert "La deuxième." in shown
    assert f'href="{place}/1"' in shown
    old = read(client, f"{place}/1")
    assert "La première." in old
    assert "n’est plus en vigueur" in old
    assert str(first.adopted_on.year) in old
    read(client, f"{place}/3", 404)
    read(client, f"/@{cast.phare.handle}/netiquette/1", 404)


def test_a_network_of_several_boards_lets_one_choose(cast: Cast, client: Client) -> None:
    shown = read(client, "/netiquette")
    assert f"/@{cast.rivages.handle}/netiquette" in shown
    assert f"/@{cast.estuaire.handle}/netiquette" in shown
    read(client, "/netiquette/1", 404)


def test_nobody_reads_the_charter_or_a_draft_in_public(cast: Cast, client: Client) -> None:
    for path in ("netiquette/charte", "charter"):
        assert "Charte des personnes qui publient" not in read(client, f"/@{cast.rivages.handle}/{path}", 404)


def test_the_footer_leads_there(cast: Cast, client: Client) -> None:
    assert 'href="/netiquette"' in read(client, "/")


def test_an_official_s_page_shows_the_guide_of_their_board(cast: Cast, client: Client) -> None:
    shown = read(client, f"/@{cast.commissioner.handle}/netiquette")
    assert "Centre de services scolaire des Rivages" in shown


def test_what_is_remembered_is_forgotten_on_adoption_and_with_new_values(cast: Cast, door: Door) -> None:
    place = f"/@{cast.saules.handle}/netiquette/reponse"
    assert "pendant les heures de bureau" in door.visit(place).text
    door.visit(place)
    assert door.renderings == 1
    values_set(institution=cast.rivages.institution, actor=cast["rivages_communications"], hours_fr="de 8 h à 16 h")
    assert "de 8 h à 16 h" in door.visit(place).text
    adopt(cast.rivages, cast["rivages_communications"], "promise", body_fr="# Promesse\n\nLa nôtre.", body_en="")
    assert "La nôtre." in door.visit(place).text
    assert "La nôtre." in door.visit(f"/en{place}").text


def test_a_slash_at_the_end_leads_back(cast: Cast, client: Client) -> None:
    assert client.get("/netiquette/").headers["Location"] == "/netiquette"
