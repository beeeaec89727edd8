"""The desk's screens of the network: what each shows, what each does, and to whom."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from preau.institutions.models import Institution, Mandate, Official, Page
from preau.institutions.services import page_handle_change
from preau.records.models import Entry
from preau.users.models import User
from tests.conftest import Cast

ADMIN = "rivages_administrator"


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(page: Page, act: str = "") -> str:
    return f"/bureau/pages/{page.pk}/{act}"


def text(response: Any) -> str:
    return str(response.content.decode())


def rows(prefix: str, number: int, *given: dict[str, str]) -> dict[str, str]:
    values = {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}
    return {f"{prefix}-TOTAL_FORMS": str(number), f"{prefix}-INITIAL_FORMS": "0", **values}


def form(page: Page, links: tuple[dict[str, str], ...] = (), **changes: Any) -> dict[str, Any]:
    filled = {"version": page.version, "name": page.name, "summary_fr": "", **changes}
    return {**filled, **rows("links", 6, *links), **rows("fields", 4, *changes.pop("fields", ()))}


# --- The tree ---------------------------------------------------------------------------------------------------------


def test_who_sees_several_boards_sees_their_adoption(cast: Cast) -> None:
    shown = text(desk(cast["superuser"]).get("/bureau/pages/"))
    assert "Centre de services scolaire des Rivages" in shown
    assert "Commission scolaire de l’Estuaire-Test" in shown
    assert "3 pages ouvertes sur 3" in shown


def test_who_sees_one_board_sees_its_schools_at_once(cast: Cast) -> None:
    shown = text(desk(cast["rivages_reader"]).get("/bureau/pages/"))
    assert "École des Trois-Saules" in shown
    assert "École du Phare" not in shown


def test_a_board_of_the_list_leads_to_its_schools(cast: Cast) -> None:
    shown = text(desk(cast["superuser"]).get(f"/bureau/pages/?organisme={cast.estuaire.institution_id}"))
    assert "École du Phare" in shown
    assert "École des Trois-Saules" not in shown


@pytest.mark.parametrize("organisme", ["estuaire", "0", "99999999"])
def test_a_board_out_of_reach_is_not_there(cast: Cast, organisme: str) -> None:
    number = cast.estuaire.institution_id if organisme == "estuaire" else organisme
    assert desk(cast["rivages_reader"]).get(f"/bureau/pages/?organisme={number}").status_code == 404


@pytest.mark.parametrize("organisme", ["abc", "9" * 40, "-1", "²"])
def test_a_senseless_board_is_as_good_as_none(cast: Cast, organisme: str) -> None:
    assert desk(cast["superuser"]).get("/bureau/pages/", {"organisme": organisme}).status_code == 200


@pytest.mark.parametrize("words", ["trois saules", "VAL-DES-RIVAGES", "900001", "g0a1a0"])
def test_a_school_is_found_on_the_desk(cast: Cast, words: str) -> None:
    shown = text(desk(cast["superuser"]).get("/bureau/pages/", {"q": words}))
    assert "École des Trois-Saules" in shown
    assert "1 établissement" in shown


def test_a_search_finds_nothing_out_of_reach(cast: Cast) -> None:
    assert "Rien ne correspond" in text(desk(cast["rivages_reader"]).get("/bureau/pages/", {"q": "phare"}))


def test_states_can_be_picked(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(closed_at=timezone.now())
    Page.objects.filter(pk=cast.erables.pk).update(opened_at=None)
    found = {
        state: text(desk(cast["superuser"]).get("/bureau/pages/", {"etat": state}))
        for state in ("ouvertes", "fermees", "a_ouvrir", "absentes", "n_importe_quoi")
    }
    assert "École du Phare" in found["ouvertes"]
    assert "École des Trois-Saules" in found["fermees"]
    assert "École des Érables" in found["a_ouvrir"]
    assert "Rien ne correspond" in found["absentes"]
    assert "5 établissements" in found["n_importe_quoi"]


def test_an_empty_network_says_how_to_fill_it(db: None) -> None:
    admin = User.objects.create_superuser("admin@exemple.test", "x")
    assert "import-network" in text(desk(admin).get("/bureau/pages/"))


def test_an_official_is_led_to_their_page(cast: Cast) -> None:
    shown = text(desk(cast["official"]).get("/bureau/pages/"))
    assert "Votre page" in shown
    assert at(cast.commissioner) in shown


def test_the_list_is_paged_and_its_queries_bounded(cast: Cast, django_assert_max_num_queries: Any) -> None:
    board = cast.rivages.institution
    made = [
        Institution(domain=cast.domain, parent=board, kind="school", name=f"École {n:03}", code=f"9{n:05}")
        for n in range(100, 220)
    ]
    Institution.objects.bulk_create(made)
    for institution in made:
        institution.save()
    Page.objects.bulk_create(
        Page(domain=cast.domain, institution=i, name=i.name, handle=f"ecole_{i.code}") for i in made
    )
    client = desk(cast["rivages_reader"])
    with django_assert_max_num_queries(12):
        shown = text(client.get("/bureau/pages/?page=2"))
    assert shown.count("@ecole_") == 50
    assert "Page 2 de 3" in shown


def test_officials_are_listed_with_their_mandates(cast: Cast) -> None:
    shown = text(desk(cast["rivages_reader"]).get("/bureau/pages/elus/"))
    assert "Camille Exemple" in shown
    assert "Commissaire, Centre de services scolaire des Rivages" in shown


def test_a_title_is_said_in_english_where_it_has_one(cast: Cast) -> None:
    Mandate.objects.update(title_en="Commissioner")
    client = desk(cast["rivages_reader"])
    assert "Commissioner, Centre" in text(client.get("/en/bureau/pages/elus/"))
    assert "Commissaire, Centre" in text(client.get("/bureau/pages/elus/"))


def test_officials_of_another_board_are_not_listed(cast: Cast) -> None:
    assert "Personne pour l’instant" in text(desk(cast["estuaire_administrator"]).get("/bureau/pages/elus/"))


# --- One page ---------------------------------------------------------------------------------------------------------


def test_a_page_shows_facts_officials_and_who_is_in_charge(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = desk(cast[ADMIN])
    with django_assert_max_num_queries(20):
        shown = text(client.get(at(cast.rivages)))
    assert "900000" in shown
    assert "Camille Exemple" in shown
    assert "rivages communications" in shown
    assert "http://testserver/@page_900000" in shown


def test_a_school_shows_its_board_as_the_way_back_and_its_levels(cast: Cast) -> None:
    shown = text(desk(cast[ADMIN]).get(at(cast.saules)))
    assert f"?organisme={cast.rivages.institution_id}" in shown
    assert "préscolaire, primaire" in shown


def test_an_official_s_page_shows_the_mandates(cast: Cast) -> None:
    shown = text(desk(cast[ADMIN]).get(at(cast.commissioner)))
    assert "Commissaire" in shown
    assert "Modifier ou terminer" in shown


def test_former_handles_are_shown(cast: Cast) -> None:
    page_handle_change(page=cast.saules, handle="trois_saules", by=None)
    shown = text(desk(cast[ADMIN]).get(at(cast.saules)))
    assert "Mènent aussi à cette page" in shown
    assert "@page_900001" in shown


def test_a_school_gone_from_the_file_says_so(cast: Cast) -> None:
    Institution.objects.filter(pk=cast.saules.institution_id).update(
        missing_since="2026-03-01", website_given="à venir"
    )
    shown = text(desk(cast[ADMIN]).get(at(cast.saules)))
    assert "n’est plus dans le fichier" in shown
    assert "à venir" in shown


def test_a_reader_is_offered_nothing_to_change(cast: Cast) -> None:
    shown = text(desk(cast["rivages_reader"]).get(at(cast.saules)))
    for offer in ("Modifier la page", "Fermer la page", "Changer l’identifiant", "Enregistrer les langues"):
        assert offer not in shown


@pytest.mark.parametrize("act", ["", "modifier/", "identifiant/", "ouvrir/", "fermer/"])
def test_a_page_of_another_board_is_not_there(cast: Cast, act: str) -> None:
    assert desk(cast["estuaire_administrator"]).get(at(cast.saules, act)).status_code == 404


@pytest.mark.parametrize("act", ["identifiant/", "ouvrir/", "fermer/", "langues/"])
def test_communications_cannot_administer_a_page(cast: Cast, act: str) -> None:
    assert desk(cast["rivages_communications"]).post(at(cast.saules, act)).status_code == 403


@pytest.mark.parametrize("person", ["rivages_editor", "rivages_moderator", "rivages_reader", "nobody"])
def test_who_does_not_publish_cannot_write_a_page(cast: Cast, person: str) -> None:
    client = desk(cast[person])
    assert client.get(at(cast.saules, "modifier/")).status_code == 403
    assert client.post(at(cast.saules, "apercu/")).status_code == 403


def test_a_school_s_administrator_does_not_reach_the_board(cast: Cast) -> None:
    assert desk(cast["saules_administrator"]).get(at(cast.rivages, "fermer/")).status_code == 404


def test_an_administrator_does_not_write_on_an_official_s_page(cast: Cast) -> None:
    assert desk(cast[ADMIN]).get(at(cast.commissioner, "modifier/")).status_code == 404


@pytest.mark.parametrize("act", ["langues/", "apercu/"])
def test_what_changes_things_is_asked_by_post_alone(cast: Cast, act: str) -> None:
    assert desk(cast[ADMIN]).get(at(cast.saules, act)).status_code == 405


def test_opening_says_what_it_does_then_does_it(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(opened_at=None)
    client = desk(cast[ADMIN])
    assert "aura sa page officielle" in text(client.get(at(cast.saules, "ouvrir/")))
    assert "est ouverte" in text(client.post(at(cast.saules, "ouvrir/"), follow=True))
    cast.saules.refresh_from_db()
    assert cast.saules.is_open


def test_closing_asks_for_a_reason(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert "renseignements officiels et le motif" in text(client.get(at(cast.saules, "fermer/")))
    client.post(at(cast.saules, "fermer/"), {"reason": "  "})
    cast.saules.refresh_from_db()
    assert cast.saules.is_open


def test_closing_with_a_reason_shows_it(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert "Fusion de deux écoles" in text(
        client.post(at(cast.saules, "fermer/"), {"reason": "Fusion de deux écoles"}, follow=True)
    )


def test_a_handle_is_changed_after_its_meaning_is_said(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert "mènera pour toujours" in text(client.get(at(cast.saules, "identifiant/")))
    client.post(at(cast.saules, "identifiant/"), {"handle": "trois_saules"})
    cast.saules.refresh_from_db()
    assert cast.saules.handle == "trois_saules"


@pytest.mark.parametrize(("handle", "why"), [("page_900002", "autre page"), ("école", "sans accent"), ("", "")])
def test_a_handle_that_cannot_be_is_refused_on_the_form(cast: Cast, handle: str, why: str) -> None:
    shown = text(desk(cast[ADMIN]).post(at(cast.saules, "identifiant/"), {"handle": handle}))
    assert why in shown
    assert 'class="errors"' in shown


def test_languages_are_chosen(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    client.post(at(cast.saules, "langues/"), {"policy": "fr+en"})
    client.post(at(cast.saules, "langues/"), {"policy": "klingon"})
    cast.saules.institution.refresh_from_db()
    assert cast.saules.institution.language_policy == "fr+en"


# --- Writing a page ---------------------------------------------------------------------------------------------------


def test_a_page_is_written(cast: Cast) -> None:
    link = {"label": "Menu", "url": "www.exemple.test/menu"}
    telephone = {"label": "Téléphone", "value": "418 555-0100"}
    sent = form(cast.saules, links=(link,), summary_fr="Bonjour\r\nà tous", fields=(telephone,))
    response = desk(cast["saules_communications"]).post(at(cast.saules, "modifier/"), sent)
    assert response.status_code == 302
    cast.saules.refresh_from_db()
    assert cast.saules.summary_fr == "Bonjour\nà tous"
    assert cast.saules.links == [{"label": "Menu", "url": "https://www.exemple.test/menu"}]
    assert cast.saules.fields == [telephone]


def test_the_form_shows_what_the_page_has(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(
        links=[{"label": "Menu", "url": "https://exemple.test/menu"}], summary_fr="Bienvenue"
    )
    shown = text(desk(cast["saules_communications"]).get(at(cast.saules, "modifier/")))
    assert 'value="https://exemple.test/menu"' in shown
    assert "Bienvenue" in shown
    assert shown.count('name="links-') == 12 + 4  # six rows of two, and what counts them


def test_a_french_page_is_not_asked_for_english(cast: Cast) -> None:
    client = desk(cast["superuser"])
    assert "summary_en" not in text(client.get(at(cast.saules, "modifier/")))
    Institution.objects.filter(pk=cast.phare.institution_id).update(language_policy="fr+en")
    assert "summary_en" in text(client.get(at(cast.phare, "modifier/")))


def test_an_official_writes_in_the_languages_of_their_institution(cast: Cast) -> None:
    client = desk(cast["official"])
    assert "summary_en" not in text(client.get(at(cast.commissioner, "modifier/")))
    Mandate.objects.all().delete()
    assert "summary_en" in text(client.get(at(cast.commissioner, "modifier/")))


def test_a_hidden_language_stays_as_it_is(cast: Cast) -> None:
    Page.objects.filter(pk=cast.saules.pk).update(summary_en="Hello")
    desk(cast[ADMIN]).post(at(cast.saules, "modifier/"), form(cast.saules, summary_fr="Bonjour"))
    cast.saules.refresh_from_db()
    assert (cast.saules.summary_fr, cast.saules.summary_en) == ("Bonjour", "Hello")


def test_two_people_on_one_page_are_told_and_neither_loses_a_word(cast: Cast) -> None:
    mine, theirs = form(cast.saules, summary_fr="Le mien"), form(cast.saules, summary_fr="Le leur")
    desk(cast["superuser"]).post(at(cast.saules, "modifier/"), theirs)
    client = desk(cast[ADMIN])
    response = client.post(at(cast.saules, "modifier/"), mine)
    assert response.status_code == 409
    assert "Une autre personne" in text(response)
    assert "Le mien" in text(response)
    assert "Le leur" in text(response)
    assert 'name="version" value="2"' in text(response)
    client.post(at(cast.saules, "modifier/"), {**mine, "version": 2})
    cast.saules.refresh_from_db()
    assert cast.saules.summary_fr == "Le mien"


@pytest.mark.parametrize(
    "links",
    [
        ({"label": "Menu", "url": ""},),
        ({"label": "", "url": "https://exemple.test"},),
        ({"label": "Menu", "url": "javascript:alert(1)"},),
        ({"label": "x" * 61, "url": "https://exemple.test"},),
    ],
)
def test_an_unsound_link_is_refused_and_the_rest_kept(cast: Cast, links: tuple[dict[str, str], ...]) -> None:
    sent = form(cast.saules, links=links, summary_fr="Mon texte reste")
    response = desk(cast[ADMIN]).post(at(cast.saules, "modifier/"), sent)
    assert response.status_code == 422
    assert "Mon texte reste" in text(response)
    cast.saules.refresh_from_db()
    assert cast.saules.version == 1


def test_a_field_without_content_is_refused(cast: Cast) -> None:
    sent = {**form(cast.saules), **rows("fields", 4, {"label": "Téléphone", "value": ""})}
    assert desk(cast[ADMIN]).post(at(cast.saules, "modifier/"), sent).status_code == 422


def test_too_many_rows_are_refused(cast: Cast) -> None:
    many = rows("links", 2000, *[{"label": "a", "url": "https://a.test"}] * 7)
    assert desk(cast[ADMIN]).post(at(cast.saules, "modifier/"), {**form(cast.saules), **many}).status_code == 422


def picture(name: str = "p.png") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_a_portrait_is_put_then_removed(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    client.post(at(cast.saules, "modifier/"), form(cast.saules, portrait=picture()))
    cast.saules.refresh_from_db()
    assert cast.saules.portrait
    assert "portrait_remove" in text(client.get(at(cast.saules, "modifier/")))
    client.post(at(cast.saules, "modifier/"), form(cast.saules, portrait_remove="on"))
    cast.saules.refresh_from_db()
    assert not cast.saules.portrait


def test_a_file_that_is_no_picture_is_refused_and_the_text_kept(cast: Cast) -> None:
    wrong = SimpleUploadedFile("photo.png", b"<svg onload=alert(1)>", "image/png")
    sent = form(cast.saules, summary_fr="Mon texte reste", portrait=wrong)
    response = desk(cast[ADMIN]).post(at(cast.saules, "modifier/"), sent)
    assert response.status_code == 422
    assert "pas une image" in text(response)
    assert "Mon texte reste" in text(response)


def test_the_preview_shows_what_is_typed_and_keeps_nothing(cast: Cast) -> None:
    sent = form(cast.saules, links=({"label": "Menu", "url": "exemple.test"},), summary_fr="<b>En direct</b>", name="")
    shown = text(desk(cast[ADMIN]).post(at(cast.saules, "apercu/"), sent))
    assert "&lt;b&gt;En direct&lt;/b&gt;" in shown
    assert 'href="https://exemple.test"' in shown
    assert "<html" not in shown
    cast.saules.refresh_from_db()
    assert (cast.saules.summary_fr, Entry.objects.count()) == ("", 0)


def test_the_preview_of_an_official_shows_the_mandate(cast: Cast) -> None:
    shown = text(desk(cast["official"]).post(at(cast.commissioner, "apercu/"), form(cast.commissioner)))
    assert "Commissaire, Centre de services scolaire des Rivages" in shown


# --- Officials, and institutions made by hand -------------------------------------------------------------------------


def official(cast: Cast) -> str:
    return f"/bureau/pages/organismes/{cast.rivages.institution_id}/elus/"


def test_an_official_is_added(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert "Commissaire-parent" in text(client.get(official(cast)))
    sent = {"name": "Dominique Modèle", "title": "Présidente", "starts_on": "2026-01-15"}
    assert "Dominique Modèle est ajouté" in text(client.post(official(cast), sent, follow=True))
    assert Official.objects.get(name="Dominique Modèle").mandates.get().institution == cast.rivages.institution


def test_an_official_who_has_a_page_gets_another_mandate(cast: Cast) -> None:
    known = cast.commissioner.official_id
    desk(cast[ADMIN]).post(official(cast), {"known": known, "title": "Présidente", "starts_on": "2026-01-15"})
    assert Mandate.objects.filter(official=known).count() == 2
    assert Official.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "A", "title": "B", "starts_on": "hier"},
        {"title": "B", "starts_on": "2026-01-15"},
        {"name": "A", "title": "B", "starts_on": "2026-01-15", "ends_on": "2025-01-15"},
        {"name": "A" * 121, "title": "B", "starts_on": "2026-01-15"},
        {"name": " ", "title": "B", "starts_on": "2026-01-15"},
        {"known": "99999", "title": "B", "starts_on": "2026-01-15"},
    ],
)
def test_an_unsound_official_is_refused_on_the_form(cast: Cast, sent: dict[str, str]) -> None:
    assert 'class="errors"' in text(desk(cast[ADMIN]).post(official(cast), sent)).replace(
        "errors notice alert", "errors"
    )
    assert Official.objects.count() == 1


def test_an_official_of_another_board_cannot_be_taken(cast: Cast) -> None:
    where = f"/bureau/pages/organismes/{cast.estuaire.institution_id}/elus/"
    sent = {"known": cast.commissioner.official_id, "title": "Présidente", "starts_on": "2026-01-15"}
    desk(cast["estuaire_administrator"]).post(where, sent)
    assert Mandate.objects.count() == 1


@pytest.mark.parametrize(
    ("person", "status"),
    [("estuaire_administrator", 404), ("saules_administrator", 404), ("rivages_communications", 403)],
)
def test_an_official_is_added_by_the_board_s_administrators_alone(cast: Cast, person: str, status: int) -> None:
    assert desk(cast[person]).get(official(cast)).status_code == status


def mandate() -> str:
    return f"/bureau/pages/elus/mandats/{Mandate.objects.get().pk}/"


def test_a_mandate_is_ended(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert 'value="2025-01-01"' in text(client.get(mandate()))
    client.post(mandate(), {"title": "Commissaire", "starts_on": "2025-01-01", "ends_on": "2026-01-01"})
    assert str(Mandate.objects.get().ends_on) == "2026-01-01"


def test_a_mandate_that_ends_before_it_starts_is_refused(cast: Cast) -> None:
    sent = {"title": "Commissaire", "starts_on": "2025-01-01", "ends_on": "2024-01-01"}
    assert "finit avant de commencer" in text(desk(cast[ADMIN]).post(mandate(), sent))
    assert Mandate.objects.get().ends_on is None


def test_a_mandate_of_another_board_is_not_there(cast: Cast) -> None:
    assert desk(cast["estuaire_administrator"]).get(mandate()).status_code == 404


def institution(cast: Cast) -> str:
    return f"/bureau/pages/organismes/{cast.rivages.institution_id}/ajouter/"


def test_an_institution_is_added_by_hand(cast: Cast) -> None:
    client = desk(cast[ADMIN])
    assert "une annexe" in text(client.get(institution(cast)))
    sent = {"kind": "training", "name": "Centre de la Berge", "postal_code": "g0a1a0", "website": "berge.test"}
    assert "ajouté à la main" in text(client.post(institution(cast), sent, follow=True))
    made = Institution.objects.get(is_local=True)
    assert (made.postal_code, made.website, made.parent) == (
        "G0A 1A0",
        "https://berge.test",
        cast.rivages.institution,
    )


@pytest.mark.parametrize(
    "wrong", [{"kind": "board"}, {"name": " "}, {"postal_code": "12345"}, {"website": "à venir"}, {"name": "x" * 201}]
)
def test_an_unsound_institution_is_refused_on_the_form(cast: Cast, wrong: dict[str, str]) -> None:
    sent = {"kind": "training", "name": "Centre de la Berge", **wrong}
    assert 'class="errors"' in text(desk(cast[ADMIN]).post(institution(cast), sent))
    assert not Institution.objects.filter(is_local=True).exists()


def test_nothing_can_be_added_below_a_school(cast: Cast) -> None:
    where = f"/bureau/pages/organismes/{cast.saules.institution_id}/ajouter/"
    desk(cast[ADMIN]).post(where, {"kind": "school", "name": "Annexe"})
    assert not Institution.objects.filter(is_local=True).exists()


def test_an_institution_is_added_by_the_board_s_administrators_alone(cast: Cast) -> None:
    assert desk(cast["rivages_communications"]).get(institution(cast)).status_code == 403
    assert desk(cast["estuaire_administrator"]).get(institution(cast)).status_code == 404
