"""The guide on the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from preau.guide.articles import default_source
from preau.guide.models import Acknowledgement, Edition, Values
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from tests.conftest import Cast

from .test_editions import adopt


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who])
    return client


def base(cast: Cast, article: str = "charter") -> str:
    return f"/bureau/guide/{cast.rivages.institution_id}/{article}/"


def test_a_board_prepares_reads_and_adopts(cast: Cast) -> None:
    client = client_of(cast, "rivages_communications")
    before = client.get(base(cast) + "preparer/").content.decode()
    assert "Charte des personnes qui publient" in before
    assert '<mark class="gap">' in before
    words = {"body_fr": default_source("charter", "fr") + "\n\nUn mot de chez nous.", "body_en": "", "note": "Un ajout"}
    client.post(base(cast) + "preparer/", {**words, "version": 0})
    prepared = client.get(base(cast) + "preparer/").content.decode()
    assert "<ins>" in prepared
    assert "Adopter cette version" in prepared
    client.post(base(cast) + "adopter/", {"adopted_on": timezone.localdate().isoformat(), "version": 1})
    made = Edition.objects.get(number=1)
    assert made.note == "Un ajout"
    assert "Un mot de chez nous." in client_of(cast, "saules_reader").get(base(cast)).content.decode()


def test_words_are_kept_where_somebody_saved_first_or_something_hinders(cast: Cast) -> None:
    client = client_of(cast, "rivages_communications")
    words = {"body_fr": "# Charte\n\nÀ nous {{ rien }}.", "body_en": "", "note": ""}
    client.post(base(cast) + "preparer/", {**words, "version": 0})
    answer = client.post(base(cast) + "preparer/", {**words, "body_fr": "# Autre\n\nTexte", "version": 0})
    assert answer.status_code == 422
    assert "# Autre" in answer.content.decode()
    assert 'name="version" value="1"' in answer.content.decode()
    assert "«\u00a0rien\u00a0»" in client.get(base(cast) + "preparer/").content.decode()
    refused = client.post(base(cast) + "adopter/", {"adopted_on": timezone.localdate().isoformat(), "version": 1})
    assert refused.status_code == 422
    client.post(base(cast) + "jeter/")
    assert not Edition.objects.exists()


def test_the_values_of_a_board_fill_its_articles(cast: Cast) -> None:
    client = client_of(cast, "rivages_communications")
    place = f"/bureau/guide/valeurs/{cast.rivages.institution_id}/"
    client.post(place, {"hours_fr": "de 8 h à 16 h", "contact_email": "nous@rivages.example"})
    assert Values.objects.get().given()["hours_fr"] == "de 8 h à 16 h"
    assert "de 8 h à 16 h" in client.get(base(cast, "promise")).content.decode()
    assert client.post(place, {"contact_email": "non"}).status_code == 422


def test_a_reader_acknowledges_with_one_press(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"])
    client = client_of(cast, "saules_editor")
    assert "Je l’ai lue" in client.get(base(cast)).content.decode()
    client.post(base(cast) + "versions/1/lue/")
    assert Acknowledgement.objects.get().edition == made
    assert "Je l’ai lue" not in client.get(base(cast)).content.decode()


def test_who_has_not_read_is_shown_and_written_to_once_a_day(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"])
    client = client_of(cast, "rivages_communications")
    shown = client.get(base(cast) + "lecture/").content.decode()
    assert "saules editor" in shown
    assert "Rédaction, École des Trois-Saules" in shown
    client.post(base(cast) + "lecture/")
    client.post(base(cast) + "lecture/")
    mails = OutgoingMail.objects.all()
    assert mails.count() == 7  # six who write, and an official
    assert f"/bureau/guide/{cast.rivages.institution_id}/charter/versions/1/" in mails[0].text
    assert Entry.objects.filter(verb="edition.reminded").count() == 1
    assert made.acknowledgements.count() == 0


@pytest.mark.parametrize("who", ["estuaire_administrator", "saules_administrator", "rivages_editor", "rivages_reader"])
def test_only_those_who_publish_for_the_board_see_its_workshop(cast: Cast, who: str) -> None:
    adopt(cast.rivages, cast["rivages_communications"])
    client = client_of(cast, who)
    for action in ("preparer/", "lecture/"):
        assert client.get(base(cast) + action).status_code in (403, 404)
    for action in ("preparer/", "adopter/", "jeter/", "lecture/"):
        assert client.post(base(cast) + action, {"version": 0, "body_fr": "# A"}).status_code in (403, 404)
    assert client.post(f"/bureau/guide/valeurs/{cast.rivages.institution_id}/").status_code in (403, 404)


def test_another_board_s_guide_is_not_found(cast: Cast) -> None:
    adopt(cast.rivages, cast["rivages_communications"])
    client = client_of(cast, "estuaire_administrator")
    assert client.get(base(cast)).status_code == 404
    assert client.get(base(cast) + "versions/1/").status_code == 404
    assert client.post(base(cast) + "versions/1/lue/").status_code == 404
    assert "Rivages" not in client.get("/bureau/guide/").content.decode()


def test_the_list_says_what_is_left_to_do(cast: Cast) -> None:
    adopt(cast.rivages, cast["rivages_communications"])
    shown = client_of(cast, "rivages_communications").get("/bureau/guide/").content.decode()
    assert "7 personnes ne l’ont pas lue" in shown
    assert "Il manque encore" in shown
    read_only = client_of(cast, "saules_reader").get("/bureau/guide/").content.decode()
    assert "Il manque encore" not in read_only
    assert "Préparer" not in read_only
