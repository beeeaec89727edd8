"""Pages of institutions and officials, as a parent sees them."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from preau.channels.models import Channel
from preau.institutions.models import Institution, Mandate, Page, PageHandle
from preau.kernel import clock
from tests.conftest import Cast, make_institution

from .saying import alert, illustrate, say


def see(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def structured(text: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_page_says_whose_it_is_and_what_it_published(cast: Cast, client: Client) -> None:
    say(cast.saules, "La bibliothèque est ouverte")
    text = see(client, "/@page_900001")
    assert "<h1>École des Trois-Saules</h1>" in text
    assert "La bibliothèque est ouverte" in text
    assert "✓ Page officielle" in text
    assert "préscolaire, primaire" in text


def test_without_alert_a_school_says_so_calmly(cast: Cast, client: Client) -> None:
    assert "Aucun avis en vigueur" in see(client, "/@page_900001")


def test_a_closed_school_says_so_first(cast: Cast, client: Client) -> None:
    alert(cast.rivages, "Chemins impraticables", on=(cast.saules,), title_fr="Tempête")
    text = see(client, "/@page_900001")
    assert "École fermée" in text
    assert text.index("École fermée") < text.index('id="posts"')
    assert "Établissements fermés" in see(client, "/@page_900000")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("delayed", "Ouverture retardée"),
        ("disrupted", "Service perturbé"),
        ("open", "École ouverte, retour à la normale"),
        ("info", "Information importante"),
    ],
)
def test_each_state_has_its_words(cast: Cast, client: Client, state: str, words: str) -> None:
    alert(cast.saules, "Voici", state=state)
    assert words in see(client, "/@page_900001")


def test_a_centre_is_closed_in_the_masculine(cast: Cast, client: Client) -> None:
    centre = make_institution(cast.domain, "training", "Centre de la Rive", "900009", cast.rivages)
    alert(centre, "Panne")
    assert "Centre fermé" in see(client, "/@page_900009")


def test_an_alert_says_until_when(cast: Cast, client: Client) -> None:
    tomorrow = alert(cast.saules, "Fermée", hours=30)
    assert tomorrow.expires_at
    local = timezone.localtime(tomorrow.expires_at)
    assert f"jusqu’au {'1er' if local.day == 1 else local.day} " in see(client, "/@page_900001")


def test_a_school_leads_to_its_board_and_the_board_to_its_schools(cast: Cast, client: Client) -> None:
    assert 'href="/@page_900000"' in see(client, "/@page_900001")
    assert 'href="/@page_900000/ecoles"' in see(client, "/@page_900000")
    below = see(client, "/@page_900000/ecoles")
    assert 'href="/@page_900001"' in below
    assert 'href="/@page_900002"' in below
    assert "Phare" not in below


def test_an_official_leads_to_the_board_and_the_board_to_the_official(cast: Cast, client: Client) -> None:
    assert 'href="/@page_900000"' in see(client, "/@camille_exemple")
    assert 'href="/@camille_exemple"' in see(client, "/@page_900000")


def test_a_mandate_that_is_over_is_told_as_such(cast: Cast, client: Client) -> None:
    Mandate.objects.update(starts_on=dt.date(2020, 1, 1), ends_on=dt.date(2021, 6, 30))
    text = see(client, "/@camille_exemple")
    assert "du 1er janvier 2020 au 30 juin 2021" in text
    assert "Aucun mandat en cours" in text
    assert "camille_exemple" not in see(client, "/@page_900000")


def test_a_title_is_said_in_the_readers_language(cast: Cast, client: Client) -> None:
    Mandate.objects.update(title_en="Commissioner")
    assert "Commissioner" in see(client, "/en/@camille_exemple")
    assert "Commissaire" in see(client, "/@camille_exemple")


def test_a_school_that_has_no_open_page_shows_its_facts_and_its_board(cast: Cast, client: Client) -> None:
    Page.objects.filter(pk=cast.erables.pk).update(opened_at=None)
    text = see(client, "/@page_900002")
    assert "Cette école n’a pas encore ouvert sa page" in text
    assert 'href="/@page_900000"' in text
    assert "Sainte-Anse" in text
    assert "✓ Page officielle" not in text


def test_an_official_whose_page_is_not_open_is_listed_with_the_mandate(cast: Cast, client: Client) -> None:
    Page.objects.filter(pk=cast.commissioner.pk).update(opened_at=None)
    text = see(client, "/@camille_exemple")
    assert "Cette page n’est pas encore ouverte" in text
    assert "Commissaire" in text


def test_a_closed_page_says_why_and_keeps_what_it_said(cast: Cast, client: Client) -> None:
    say(cast.saules, "Autrefois")
    Page.objects.filter(pk=cast.saules.pk).update(closed_at=clock.now(), closed_reason="Fusion de deux écoles")
    text = see(client, "/@page_900001")
    assert "Cette page est fermée" in text
    assert "Fusion de deux écoles" in text
    assert "Autrefois" in text


def test_an_old_handle_leads_to_the_new_one_whatever_follows_it(cast: Cast, client: Client) -> None:
    PageHandle.objects.create(domain=cast.domain, handle="ancien", page=cast.saules)
    for suffix in ("", "/feed.atom", "/ecoles", "/12", "/12/historique"):
        response = client.get(f"/@ancien{suffix}")
        assert (response.status_code, response["Location"]) == (301, f"/@page_900001{suffix}")
    assert client.get("/en/@ancien")["Location"] == "/en/@page_900001"


def test_capitals_in_a_handle_are_led_back(cast: Cast, client: Client) -> None:
    assert client.get("/@PAGE_900001")["Location"] == "/@page_900001"


@pytest.mark.parametrize("path", ["/@page_900001/", "/comptes-officiels/", "/a-propos/", "/@page_900001/feed.atom/"])
def test_a_slash_at_the_end_is_led_back(cast: Cast, client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, path.rstrip("/"))


def test_a_slash_cannot_lead_to_another_host(cast: Cast, client: Client) -> None:
    for path in ("/@a//mechant.test/", "//mechant.test/@a/", "/@/mechant.test//"):
        response = client.get(path)
        assert response.status_code == 404 or not response["Location"].startswith("//")


@pytest.mark.parametrize(
    "path", ["/@personne", "/@", "/@a/b/c", "/@page_900001/x", "/@page_900001/99999999999999999999"]
)
def test_what_is_not_there_answers_404_in_both_languages(cast: Cast, client: Client, path: str) -> None:
    assert "Page introuvable" in see(client, path, 404)
    assert "Page not found" in see(client, f"/en{path}", 404)


def test_a_long_history_is_read_page_after_page(cast: Cast, client: Client) -> None:
    for number in range(45):
        say(cast.saules, f"numéro {number}.", minutes=number)
    read: list[str] = []
    address = "/@page_900001"
    while address:
        text = see(client, address)
        read += re.findall(r"numéro (\d+)\.", text)
        older = re.search(r'href="(\?avant=[^"]+)"', text)
        address = f"/@page_900001{older[1]}" if older else ""
    assert read == [str(number) for number in range(45)]


@pytest.mark.parametrize("cursor", ["x", "1", "1-2-3", "-1-2", "99999999999999999999999999-1", "%00", "1-%F0%9F"])
def test_a_made_up_place_in_a_list_is_not_found(cast: Cast, client: Client, cursor: str) -> None:
    assert client.get(f"/@page_900001?avant={cursor}").status_code in (400, 404)


def test_a_page_costs_few_queries_however_much_it_shows(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:
    for number in range(25):
        illustrate(say(cast.rivages, str(number), on=(cast.saules,)), "un dessin")
    alert(cast.saules, "Tempête")
    with django_assert_max_num_queries(14):
        see(client, "/@page_900001")


def test_a_board_with_many_schools_costs_no_more(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    for number in range(30):
        make_institution(cast.domain, "school", f"École {number}", f"92{number:04}", cast.rivages)
    with django_assert_max_num_queries(14):
        see(client, "/@page_900000")
    with django_assert_max_num_queries(6):
        see(client, "/@page_900000/ecoles")


def test_only_confirmed_accounts_are_shown_and_marked_as_its_own(cast: Cast, client: Client) -> None:
    facebook = {"page": cast.saules, "network": "facebook"}
    Channel.objects.create(**facebook, address="https://facebook.test/vrai", verified_at=clock.now())
    Channel.objects.create(**facebook, address="https://facebook.test/faux")
    Channel.objects.create(
        **facebook, address="https://facebook.test/fini", verified_at=clock.now(), ended_at=clock.now()
    )
    text = see(client, "/@page_900001")
    assert '<a rel="me noopener" href="https://facebook.test/vrai">Facebook</a>' in text
    assert "faux" not in text
    assert "fini" not in text


def test_an_official_page_is_described_for_search_engines(cast: Cast, client: Client) -> None:
    school = structured(see(client, "/@page_900001"))
    assert (school["@type"], school["url"]) == ("School", "http://testserver/@page_900001")
    assert school["parentOrganization"]["@type"] == "GovernmentOrganization"
    assert school["parentOrganization"]["url"] == "http://testserver/@page_900000"
    person = structured(see(client, "/@camille_exemple"))
    assert (person["@type"], person["jobTitle"]) == ("Person", "Commissaire")
    assert person["worksFor"][0]["url"] == "http://testserver/@page_900000"


def test_what_people_typed_cannot_leave_its_place(cast: Cast, client: Client) -> None:
    hostile = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    Page.objects.filter(pk=cast.saules.pk).update(
        name=hostile, summary_fr=hostile, fields=[{"label": hostile, "value": hostile}]
    )
    Institution.objects.filter(pk=cast.saules.institution_id).update(address=hostile, municipality_name=hostile)
    say(cast.saules, "", title_fr=hostile, body_fr=hostile, html_fr="<p>sain</p>")
    text = see(client, "/@page_900001")
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_post_in_the_other_language_says_so_to_eyes_and_to_screen_readers(cast: Cast, client: Client) -> None:
    say(cast.phare, "", body_en="Report cards", html_en="<p>Report cards</p>")
    text = see(client, "/@page_910001")
    assert 'class="prose" lang="en-CA"' in text
    assert "en anglais seulement" in text
    assert 'class="card post">' in see(client, "/en/@page_910001")


def test_each_language_names_the_other_and_one_address_counts(cast: Cast, client: Client) -> None:
    french, english = see(client, "/@page_900001"), see(client, "/en/@page_900001")
    alternate = '<link rel="alternate" hreflang="en-CA" href="http://testserver/en/@page_900001">'
    assert alternate in french
    assert alternate in english
    assert '<link rel="canonical" href="http://testserver/en/@page_900001">' in english
    assert "No notice in force" in english


def test_a_picture_has_its_alternative_text_its_sizes_and_three_widths(cast: Cast, client: Client) -> None:
    illustrate(say(cast.saules, "Exposition"), "Des dessins d’oiseaux")
    text = see(client, "/@page_900001")
    assert 'alt="Des dessins d’oiseaux"' in text
    assert "400w" in text
    assert "1200w" in text
    assert 'width="1200" height="600"' in text


def test_a_school_gone_from_the_ministrys_file_says_since_when(cast: Cast, client: Client) -> None:
    Institution.objects.filter(pk=cast.saules.institution_id).update(missing_since=dt.date(2026, 9, 1))
    assert "depuis le 1er septembre 2026" in see(client, "/@page_900001")
