"""The screens of « Veille »: who sees what, deciding, making a watch, trying it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from preau.conversations.models import Message
from preau.institutions.models import Mandate, Official
from preau.kernel import clock
from preau.listening.models import Alert, Item, Mention, MentionState, Source, Term, TermKind, Watch
from preau.listening.services import Sought, fediverse
from preau.posts.models import Post
from tests.conftest import Cast
from tests.conversations.saying import say

from .heard import ago, hear, source, watch

pytestmark = pytest.mark.django_db
PLACE = "/bureau/veille/"


def see(client: Client, cast: Cast, path: str = "", who: str = "saules_moderator", status: int = 200) -> str:
    client.force_login(cast[who])
    answer = client.get(f"{PLACE}{path}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def send(client: Client, cast: Cast, path: str, who: str = "saules_moderator", status: int = 200, **fields: Any) -> Any:
    client.force_login(cast[who])
    answer = client.post(f"{PLACE}{path}", fields, follow=True)
    assert answer.status_code == status, answer.status_code
    return answer


@pytest.fixture
def paper(cast: Cast) -> Source:
    return source(cast)


@pytest.fixture
def mention(cast: Cast, paper: Source) -> Mention:
    watch(cast, cast.saules, "École des Trois-Saules", sources=[paper])
    hear(paper, "À l’école des Trois-Saules", "On y parle <b>fort</b> de l’école des Trois-Saules.")
    return Mention.objects.get()


def test_nobody_listens_yet_and_the_first_step_is_offered(client: Client, cast: Cast) -> None:
    text = see(client, cast)
    assert "Personne n’écoute encore" in text
    assert f'href="{PLACE}veilles/nouvelle/"' in text
    assert f'href="{PLACE}veilles/nouvelle/"' not in see(client, cast, who="saules_reader")


def test_a_mention_shows_the_words_that_matched_and_why(client: Client, cast: Cast, mention: Mention) -> None:
    text = see(client, cast, f"{mention.pk}/")
    assert "<mark>école des Trois-Saules</mark>" in text
    assert "&lt;b&gt;fort&lt;/b&gt;" in text
    assert "« École des Trois-Saules », tel quel".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in text
    assert "il est dans le titre" in text


@pytest.mark.parametrize(
    ("who", "status"),
    [("saules_reader", 200), ("rivages_editor", 200), ("estuaire_administrator", 404), ("superuser", 200)],
)
def test_who_sees_a_mention(client: Client, cast: Cast, mention: Mention, who: str, status: int) -> None:
    see(client, cast, f"{mention.pk}/", who, status)
    see(client, cast, f"veilles/{mention.watch_id}/", who, status)
    assert ("À l’école" in see(client, cast, who=who)) == (status == 200)


def test_the_rail_counts_what_waits_for_those_who_decide(client: Client, cast: Cast, mention: Mention) -> None:
    counted = re.compile(r'Veille <span class="count">1</span>')
    assert counted.search(see(client, cast))
    assert not counted.search(see(client, cast, who="saules_reader"))


def test_a_mention_becomes_a_conversation_which_the_desk_finds(client: Client, cast: Cast, mention: Mention) -> None:
    answer = send(client, cast, f"{mention.pk}/decision/", decision="conversation")
    said = Message.objects.get(network="watch")
    assert answer.redirect_chain[-1][0] == f"/bureau/conversations/{said.conversation_id}/"
    assert "Voir la conversation" in see(client, cast, f"{mention.pk}/?etat=done")
    for who in ("saules_reader", "estuaire_administrator"):  # private: for those who moderate alone
        see(client, cast, f"{mention.pk}/conversation/", who, 404)


def test_an_explanation_is_begun_by_who_writes(client: Client, cast: Cast, mention: Mention) -> None:
    answer = send(client, cast, f"{mention.pk}/decision/", "saules_communications", decision="explanation")
    assert answer.redirect_chain[-1][0] == f"/bureau/ecrire/{Post.objects.get().pk}/"
    assert "&gt; On y parle" in answer.content.decode()
    refused = send(client, cast, f"{mention.pk}/decision/", decision="explanation")
    assert "Vous ne pouvez pas écrire" in refused.content.decode()


def test_setting_aside_with_a_note_and_taking_it_back(client: Client, cast: Cast, mention: Mention) -> None:
    answer = send(client, cast, f"{mention.pk}/decision/?genre=feed", decision="aside", note="Bonne nouvelle")
    assert answer.redirect_chain[-1][0] == f"{PLACE}?genre=feed"
    assert "À l’école" not in see(client, cast)
    assert "Bonne nouvelle" in see(client, cast, "?etat=aside")
    send(client, cast, f"{mention.pk}/decision/", decision="restore")
    assert "À l’école" in see(client, cast)


@pytest.mark.parametrize("decision", ["conversation", "explanation", "answer", "aside", "restore"])
@pytest.mark.parametrize("who", ["saules_reader", "rivages_reader"])
def test_a_reader_decides_nothing(client: Client, cast: Cast, mention: Mention, who: str, decision: str) -> None:
    send(client, cast, f"{mention.pk}/decision/", who, decision=decision)
    mention.refresh_from_db()
    assert mention.state == MentionState.NEW


def test_filters_keep_to_what_is_asked_for(client: Client, cast: Cast, paper: Source, mention: Mention) -> None:
    other = watch(cast, cast.erables, "Érables", sources=[paper])
    hear(paper, "Aux Érables")
    who = "rivages_moderator"
    assert "À l’école" not in see(client, cast, f"?veille={other.pk}", who)
    assert "Aux Érables" not in see(client, cast, f"?organisme={cast.saules.institution_id}", who)
    assert "Aux Érables" not in see(client, cast, "?genre=mail", who)
    assert "Aux Érables" in see(client, cast, "?genre=feed", who)
    see(client, cast, f"?veille={other.pk}", "estuaire_administrator", 404)
    see(client, cast, "?avant=rien", who, 404)


def test_older_ones_are_on_the_next_sheet(client: Client, cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    for number in range(30):
        hear(paper, f"Trois-Saules {number:02}", said_at=ago(hours=number * 40))
    first = see(client, cast, f"?veille={listening.pk}")
    assert "Trois-Saules 24" in first
    assert "Trois-Saules 25" not in first
    more = re.search(r'rel="next" href="/bureau/veille/\?([^"]+)"', first)
    assert more
    assert "Trois-Saules 29" in see(client, cast, "?" + more[1].replace("&amp;", "&"))


def test_a_watch_is_made_of_what_is_suggested_and_more(client: Client, cast: Cast, paper: Source) -> None:
    path = f"veilles/nouvelle/{cast.saules.institution_id}/"
    shown = see(client, cast, path)
    names = dict(re.findall(r'name="(t\d+)-text" value="([^"]+)"', shown))
    kinds = dict(re.findall(r'name="(t\d+)-kind" value="([^"]+)"', shown))
    assert {"École des Trois-Saules", "Trois-Saules", "Val-des-Rivages", "#ÉcoleDesTroisSaules"} <= set(names.values())
    fields: dict[str, Any] = {f"{row}-text": text for row, text in names.items()}
    fields |= {f"{row}-kind": kind for row, kind in kinds.items()}
    fields |= {
        f"{row}-kept": "on" for row, text in names.items() if text in ("École des Trois-Saules", "Val-des-Rivages")
    }
    more = {"name": "La nôtre", "names": "Les Saulois\n#GoSaules", "exclusions": "hockey", "is_near": "on"}
    send(client, cast, path, **fields, **more, sources=[paper.pk])
    made = Watch.objects.get()
    assert set(made.terms.values_list("text", "kind")) == {
        ("École des Trois-Saules", TermKind.NAME),
        ("Val-des-Rivages", TermKind.CONTEXT),
        ("Les Saulois", TermKind.NAME),
        ("#GoSaules", TermKind.HASHTAG),
        ("hockey", TermKind.EXCLUSION),
    }
    assert list(made.sources.all()) == [paper]


def test_a_watch_about_an_official_is_their_institutions(client: Client, cast: Cast, paper: Source) -> None:
    number = Official.objects.get().pk
    path = f"veilles/nouvelle/{cast.rivages.institution_id}/?elu={number}"
    assert f'href="{PLACE}{path}"' in see(client, cast, "veilles/nouvelle/", "rivages_moderator")
    assert path not in see(client, cast, "veilles/nouvelle/?q=Trois", "rivages_moderator")
    shown = see(client, cast, path, "rivages_moderator")
    assert 'value="Ce qu’on dit de Camille Exemple"' in shown
    names = re.findall(r'name="t\d+-text" value="([^"]+)"', shown)
    assert names[:3] == ["Camille Exemple", "#CamilleExemple", "#camille_exemple"]
    assert {cast.rivages.institution.name, "Val-des-Rivages"} <= set(names)
    assert len(names) == len(set(names))
    assert 'name="t0-context" checked' in shown  # others bear the name


def test_an_official_is_led_nowhere_in_vain(client: Client, cast: Cast) -> None:
    for path in ("", "veilles/"):
        shown = see(client, cast, path, "official")
        assert "Les personnes qui modèrent l’organisme la mettent en place" in shown
        assert "veilles/nouvelle/" not in shown
        assert "veilles/nouvelle/" in see(client, cast, path)


def test_an_official_is_offered_where_they_hold_a_mandate_alone(client: Client, cast: Cast) -> None:
    number = Official.objects.get().pk
    elsewhere = see(client, cast, f"veilles/nouvelle/{cast.saules.institution_id}/?elu={number}")
    assert "Camille Exemple" not in elsewhere
    see(client, cast, "veilles/nouvelle/", "saules_reader", 403)
    Mandate.objects.update(ends_on="2025-02-01")
    path = f"veilles/nouvelle/{cast.rivages.institution_id}/?elu={number}"
    assert "Camille Exemple" not in see(client, cast, path, "rivages_moderator")


def test_what_is_refused_comes_back_with_what_was_typed(client: Client, cast: Cast) -> None:
    path = f"veilles/nouvelle/{cast.saules.institution_id}/"
    answer = send(client, cast, path, status=422, name="La nôtre", names="de la", exclusions="hockey")
    text = answer.content.decode()
    assert "ne trouverait rien" in text
    assert "hockey" in text


def test_a_name_that_others_bear_is_offered_with_its_place(client: Client, cast: Cast) -> None:
    cast.erables.institution.name = "École des Trois-Saules"
    cast.erables.institution.save()
    shown = see(client, cast, f"veilles/nouvelle/{cast.saules.institution_id}/")
    assert re.search(r'name="t0-context" checked', shown)


def test_a_watch_is_changed_term_by_term(client: Client, cast: Cast, paper: Source) -> None:
    listening = watch(cast, cast.saules, Sought("Un"), Sought("Deux"), sources=[paper])
    one = Term.objects.get(text="Un")
    fields = {"t0-text": "Un", "t0-kind": "name", "t0-kept": "on", "t1-text": "Deux", "t1-kind": "name"}
    send(client, cast, f"veilles/{listening.pk}/modifier/", name="Autre nom", **fields, sources=[paper.pk])
    listening.refresh_from_db()
    assert (listening.name, list(listening.terms.all())) == ("Autre nom", [one])


@pytest.mark.parametrize("who", ["saules_reader", "saules_editor", "estuaire_administrator"])
def test_who_does_not_moderate_there_changes_no_watch(client: Client, cast: Cast, mention: Mention, who: str) -> None:
    refused = 403 if who.startswith("saules") else 404
    for path in ("modifier/", "supprimer/", "etat/"):
        send(client, cast, f"veilles/{mention.watch_id}/{path}", who, refused, name="x", names="y", state="paused")
    send(client, cast, f"veilles/nouvelle/{cast.saules.institution_id}/", who, refused, name="x", names="y")
    assert Watch.objects.get().is_active


def test_pausing_and_deleting_ask_for_a_press(client: Client, cast: Cast, mention: Mention) -> None:
    send(client, cast, f"veilles/{mention.watch_id}/etat/", state="paused")
    assert not Watch.objects.get().is_active
    assert "1 mention" in see(client, cast, f"veilles/{mention.watch_id}/supprimer/")
    send(client, cast, f"veilles/{mention.watch_id}/supprimer/")
    assert not Watch.objects.exists()


def test_a_watch_is_tried_on_a_text_without_keeping_anything(client: Client, cast: Cast, mention: Mention) -> None:
    path = f"veilles/{mention.watch_id}/"
    found = send(client, cast, path, "saules_reader", title="Rien", text="L’école des Trois-Sauls").content.decode()
    assert "<mark>école des Trois-Sauls</mark>" in found
    assert "avec une faute de frappe" in found
    assert "Rien ne compterait" in send(client, cast, path, text="Autre chose").content.decode()
    assert Mention.objects.count() == 1


def test_a_surge_has_a_banner_here_and_on_the_first_screen(client: Client, cast: Cast, mention: Mention) -> None:
    now = clock.now()
    facts = {"since": ago(hours=3), "raised_at": now, "observed": 9, "expected": 0.5}
    alert = Alert.objects.create(institution=cast.saules.institution, **facts)
    words = "École des Trois-Saules\u00a0: on en parle beaucoup"
    assert words in see(client, cast)
    assert words in client.get("/bureau/").content.decode()
    assert words not in see(client, cast, who="estuaire_administrator")
    shown = see(client, cast, f"hausses/{alert.pk}/")
    assert "<svg" in shown
    assert '<table id="figures">' in shown
    send(client, cast, f"hausses/{alert.pk}/vu/", "saules_reader", 403)
    send(client, cast, f"hausses/{alert.pk}/vu/", "estuaire_administrator", 404)
    send(client, cast, f"hausses/{alert.pk}/vu/")
    assert words not in see(client, cast)


def test_it_speaks_english_too(client: Client, cast: Cast, mention: Mention) -> None:
    client.force_login(cast["saules_moderator"])
    text = client.get(f"/en{PLACE}{mention.pk}/").content.decode()
    assert "Open a conversation" in text
    assert "it is in the title" in text


def test_the_list_costs_a_bounded_number_of_queries(
    client: Client, cast: Cast, paper: Source, django_assert_max_num_queries: Any
) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[paper])
    for number in range(30):
        hear(paper, f"Trois-Saules {number:02}", said_at=ago(hours=number * 40))
    client.force_login(cast["rivages_moderator"])
    with django_assert_max_num_queries(45):
        client.get(PLACE)


def test_words_that_changed_since_are_not_marked_and_withdrawn_ones_are_gone(
    client: Client, cast: Cast, mention: Mention
) -> None:
    mention.item.text = "On y parlait de l’école des Trois-Saules, et de bien autre chose."
    mention.item.save()
    assert "<mark>" not in see(client, cast, f"{mention.pk}/")
    Item.objects.update(title="", text="", withdrawn_at=clock.now())
    assert "l’a retiré" in see(client, cast, f"{mention.pk}/")


def test_what_was_said_to_a_page_is_answered_in_its_own_conversation(client: Client, cast: Cast) -> None:
    watch(cast, cast.saules, "Trois-Saules", sources=[fediverse()])
    said = say(cast.saules, "<p>Vive l’école des Trois-Saules</p>")
    mention = Mention.objects.get()
    assert "Répondre" in see(client, cast, f"{mention.pk}/")
    answer = send(client, cast, f"{mention.pk}/decision/", decision="answer", here="1")
    assert answer.redirect_chain[-1][0] == f"/bureau/conversations/{said.conversation_id}/"
    assert Mention.objects.get().state == MentionState.ANSWERED
