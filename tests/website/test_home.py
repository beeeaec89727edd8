"""Finding one's school, what is urgent, the register, who is behind."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from preau.channels.models import Channel
from preau.institutions.models import Domain, Institution, Official, Page
from preau.kernel import clock
from tests.conftest import Cast, make_institution, make_page

from .saying import alert, say
from .test_pages import see


@pytest.mark.parametrize("asked", ["saules", "ECOLE des trois-saules", "Val-des-Rivages", "g0a 1a0", "g0a", "900001"])
def test_a_school_is_found_by_what_a_parent_knows_of_it(cast: Cast, client: Client, asked: str) -> None:
    text = see(client, f"/?q={asked}")
    assert 'href="/@page_900001"' in text
    assert "Centre de services scolaire des Rivages" in text


def test_accents_and_case_do_not_count(cast: Cast, client: Client) -> None:
    assert 'href="/@page_900002"' in see(client, "/?q=ERABLES")
    assert 'href="/@page_900001"' not in see(client, "/?q=érables")


def test_what_is_found_says_at_once_whether_it_is_closed(cast: Cast, client: Client) -> None:
    alert(cast.rivages, "Tempête", on=(cast.saules,))
    assert "École fermée" in see(client, "/?q=saules")
    assert "École fermée" not in see(client, "/?q=érables")


def test_a_day_when_all_are_closed_costs_no_more(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    schools = [make_institution(cast.domain, "school", f"École {n}", f"95{n:04}", cast.rivages) for n in range(15)]
    for school in schools:
        alert(school, "Tempête")
    with django_assert_max_num_queries(5):
        assert see(client, "/?q=école").count("École fermée") == 15


def test_boards_are_in_the_order_of_a_dictionary(cast: Cast, client: Client) -> None:
    for number, name in enumerate(["CSS Zeta", "CSS au Cœur", "CSS Éclair", "CSS De La Baie"]):
        make_institution(cast.domain, "board", name, f"97{number:04}", None)
    for path in ("/", "/a-propos"):
        assert re.findall(r">(CSS [^<]+)</a>", see(client, path)) == [
            "CSS au Cœur",
            "CSS De La Baie",
            "CSS Éclair",
            "CSS Zeta",
        ]


def test_a_search_that_finds_nothing_says_what_to_try(cast: Cast, client: Client) -> None:
    text = see(client, "/?q=xyzzy")
    assert "Aucun résultat pour" in text
    assert "Essayez un seul mot" in text
    assert "No result for" in see(client, "/en/?q=xyzzy")


def test_a_name_typed_wrong_finds_what_was_meant(cast: Cast, client: Client) -> None:
    text = see(client, "/?q=trois sales")
    assert "Cherchiez-vous plutôt" in text
    assert 'href="/@page_900001"' in text


@pytest.mark.parametrize("asked", ["G0A 2Z9", "g0a2z9"])
def test_the_postal_code_of_a_home_finds_the_schools_around(cast: Cast, client: Client, asked: str) -> None:
    text = see(client, f"/?q={asked}")
    assert f"Aucun établissement au «\u00a0{asked}\u00a0»" in text
    assert "dont le code postal commence par G0A" in text
    assert 'href="/@page_900001"' in text
    assert "Cherchiez-vous" not in text


def test_a_postal_code_from_far_away_finds_nothing(cast: Cast, client: Client) -> None:
    assert "Aucun résultat pour" in see(client, "/?q=V8X 1A1")


def test_another_name_is_not_taken_for_a_slip(cast: Cast, client: Client) -> None:
    assert "Cherchiez-vous plutôt" not in see(client, "/?q=trempoline satellite")


def test_many_results_come_page_after_page(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    for number in range(45):
        make_institution(cast.domain, "school", f"École Saint-Joseph {number}", f"93{number:04}", cast.rivages)
    with django_assert_max_num_queries(6):
        first = see(client, "/?q=saint joseph")
    assert "45 résultats" in first
    assert len(re.findall(r'href="/@page_93', first)) == 20
    assert "page=2" in first
    assert len(re.findall(r'href="/@page_93', see(client, "/?q=saint joseph&page=3"))) == 5


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 3000,
        "q=%27%22%3B--&page=-1",
        "q=a&page=zzz",
        "q=%F0%9F%98%80",
        "q=%ff%fe",
        "q=%25_%25&page=9999999",
    ],
)
def test_a_hostile_search_is_answered_calmly(cast: Cast, client: Client, query: str) -> None:
    assert client.get(f"/?{query}").status_code in (200, 400)


def test_what_was_typed_is_shown_as_text(cast: Cast, client: Client) -> None:
    text = see(client, '/?q="><script>alert(1)</script>')
    assert "<script>alert" not in text
    assert 'content="noindex"' in text


def test_the_home_works_as_a_form_without_script(cast: Cast, client: Client) -> None:
    text = see(client, "/")
    assert re.search(r'<form action="/" method="get" role="search"', text)
    assert 'name="q"' in text


def test_alerts_come_before_news_and_news_are_those_of_boards(cast: Cast, client: Client) -> None:
    alert(cast.phare, "Panne de chauffage", title_fr="Panne")
    say(cast.rivages, "Le conseil a adopté le budget")
    say(cast.saules, "Une nouvelle d’école")
    text = see(client, "/")
    assert text.index("Panne") < text.index("Le conseil a adopté le budget")
    assert "Une nouvelle d’école" not in text


def test_the_home_costs_few_queries(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    for number in range(20):
        board = make_institution(cast.domain, "board", f"Centre {number}", f"94{number:04}")
        say(board, "Bonjour")
        alert(board, "Tempête")
    with django_assert_max_num_queries(9):
        see(client, "/")


def test_a_board_that_left_the_ministrys_file_is_listed_while_its_page_is_open(cast: Cast, client: Client) -> None:
    Institution.objects.filter(pk=cast.estuaire.institution_id).update(missing_since="2026-01-01")
    assert 'href="/@page_910000"' in see(client, "/")
    Page.objects.filter(pk=cast.estuaire.pk).update(opened_at=None)
    assert 'href="/@page_910000"' not in see(client, "/")


def test_an_installation_without_any_network_has_a_home(db: None, client: Client) -> None:
    assert "Le réseau n’est pas encore importé." in see(client, "/")
    for path in ("/comptes-officiels", "/a-propos", "/hors-ligne"):
        see(client, path)
    for path in ("/@a", "/sitemap.xml", "/comptes-officiels.json", "/mots-clics/a"):
        see(client, path, 404)


def test_each_domain_shows_its_own_network(cast: Cast, client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "autre.test"]
    other = Domain.objects.create(host="autre.test", name="Autre réseau")
    make_page(other, "Autre élue", "camille_exemple", official=Official.objects.create(domain=other, name="Autre élue"))
    response = client.get("/@camille_exemple", headers={"host": "autre.test"})
    assert "<h1>Autre élue</h1>" in response.content.decode()
    assert 'href="http://autre.test/@camille_exemple"' in response.content.decode()
    assert "<h1>Camille Exemple</h1>" in see(client, "/@camille_exemple")
    assert client.get("/@page_900001", headers={"host": "autre.test"}).status_code == 404


def test_the_register_lists_open_pages_and_their_confirmed_accounts(cast: Cast, client: Client) -> None:
    Page.objects.filter(pk=cast.erables.pk).update(opened_at=None)
    Channel.objects.create(
        page=cast.saules, network="facebook", address="https://facebook.test/saules", verified_at=clock.now()
    )
    Channel.objects.create(page=cast.saules, network="x", address="https://x.test/faux")
    text = see(client, "/comptes-officiels")
    assert "5 pages officielles" in text
    assert "facebook.test/saules" in text
    assert "x.test" not in text
    assert "page_900002" not in text


@pytest.mark.parametrize(("asked", "found"), [("saules", "page_900001"), ("camille", "camille_exemple")])
def test_the_register_is_filtered_by_name(cast: Cast, client: Client, asked: str, found: str) -> None:
    text = see(client, f"/comptes-officiels?q={asked}")
    assert f"@{found}" in text
    assert "@page_910001" not in text


def test_an_account_that_is_nobodys_is_a_warning(cast: Cast, client: Client) -> None:
    assert "méfiez-vous" in see(client, "/comptes-officiels?q=xyzzy")


def test_the_register_is_a_document_too(cast: Cast, client: Client) -> None:
    Channel.objects.create(
        page=cast.saules, network="facebook", address="https://facebook.test/saules", verified_at=clock.now()
    )
    response = client.get("/comptes-officiels.json")
    pages = {page["handle"]: page for page in response.json()["pages"]}
    assert pages["page_900001"]["accounts"][0]["address"] == "https://facebook.test/saules"
    assert pages["camille_exemple"]["kind"] == "official"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_register_costs_few_queries(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(5):
        see(client, "/comptes-officiels")
    with django_assert_max_num_queries(3):
        client.get("/comptes-officiels.json")


def test_who_is_behind_is_said_in_both_languages(cast: Cast, client: Client) -> None:
    assert "composez le 911" in see(client, "/a-propos")
    assert "dial 911" in see(client, "/en/a-propos")
