from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from preau.kernel.text import fold
from preau.posts.models import Post, PostState
from preau.posts.services import post_edit, post_save, post_send_to_review, post_withdraw
from tests.conftest import Cast

Make = Callable[..., Post]
LIST = "/bureau/publications/"


@pytest.fixture
def desk(cast: Cast) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name])
        return client

    return sign_in


Desk = Callable[[str], Client]


def many(cast: Cast, number: int) -> None:
    now = timezone.now()
    Post.objects.bulk_create(
        Post(
            page=cast.saules if n % 2 else cast.phare,
            state=PostState.PUBLISHED,
            body_fr=f"Texte numéro {n}",
            search_text=fold(f"Texte numéro {n}"),
            published_at=now - timedelta(minutes=n // 3),
        )
        for n in range(number)
    )


def test_the_list_shows_what_is_published_on_ones_pages_alone(desk: Desk, cast: Cast, published: Make) -> None:
    published(body_fr="Chez nous")
    published(actor=cast["superuser"], page=cast.phare, body_fr="Chez eux")
    shown = desk("saules_reader").get(LIST).content.decode()
    assert "Chez nous" in shown
    assert "Chez eux" not in shown


def test_a_reader_of_nothing_sees_no_list(desk: Desk) -> None:
    assert desk("nobody").get(LIST).status_code == 403


def test_drafts_and_reviews_have_their_tabs(desk: Desk, cast: Cast, draft: Make) -> None:
    draft(body_fr="Ébauche")
    post_send_to_review(actor=cast["saules_editor"], post=draft(body_fr="À lire"))
    client = desk("rivages_communications")
    assert "Ébauche" in client.get(f"{LIST}?etat=draft").content.decode()
    assert "À lire" in client.get(f"{LIST}?etat=in_review").content.decode()
    assert "1 texte attend votre révision" in client.get(LIST).content.decode()
    assert "attend votre révision" not in desk("saules_editor").get(LIST).content.decode()


def test_an_unknown_state_is_that_of_what_is_published(desk: Desk, published: Make) -> None:
    published(body_fr="Publié")
    assert "Publié" in desk("saules_reader").get(f"{LIST}?etat=nimporte").content.decode()


def test_one_page_can_be_chosen_and_a_strangers_cannot(desk: Desk, cast: Cast, published: Make) -> None:
    published(body_fr="Aux Saules")
    published(actor=cast["superuser"], page=cast.erables, body_fr="Aux Érables")
    client = desk("rivages_reader")
    shown = client.get(f"{LIST}?page={cast.erables.handle}").content.decode()
    assert "Aux Érables" in shown
    assert "Aux Saules" not in shown
    assert client.get(f"{LIST}?page={cast.phare.handle}").status_code == 404


@pytest.mark.parametrize("words", ["ecole neige", "ÉCOLES", "l’école", "nei", "neige -école", 'neige "'])
def test_words_are_found_whatever_their_accents_and_endings(desk: Desk, published: Make, words: str) -> None:
    published(body_fr="L’École est fermée : les écoles attendent la neige.")
    published(body_fr="Rien à voir")
    shown = desk("saules_reader").get(LIST, {"q": words}).content.decode()
    assert "fermée" in shown
    assert "Rien à voir" not in shown


def test_search_follows_edits_and_drafts_thrown_away(desk: Desk, cast: Cast, published: Make) -> None:
    post = published(body_fr="Ancien mot")
    post_edit(actor=cast["saules_communications"], post=post, version=1, body_fr="Nouveau terme")
    client = desk("saules_reader")
    assert "Nouveau terme" not in client.get(f"{LIST}?q=ancien").content.decode()
    assert "Nouveau terme" in client.get(f"{LIST}?q=terme").content.decode()


def test_nothing_found_says_what_to_try(desk: Desk) -> None:
    assert "Essayez un autre mot" in desk("saules_reader").get(f"{LIST}?q=introuvable").content.decode()


def test_sheets_follow_each_other_without_a_gap(desk: Desk, cast: Cast) -> None:
    many(cast, 130)
    client = desk("saules_reader")
    seen: list[int] = []
    address = LIST
    while address:
        context = client.get(address).context
        seen += [post.pk for post in context["sheet"].posts]
        after = context["sheet"].next_after
        address = f"{LIST}?apres={after}" if after else ""
    wanted = Post.objects.filter(page=cast.saules).order_by("-published_at", "-pk").values_list("pk", flat=True)
    assert seen == list(wanted)


def test_a_list_asks_as_much_for_many_posts_as_for_few(
    desk: Desk, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    many(cast, 120)
    client = desk("rivages_communications")
    with django_assert_max_num_queries(20):
        client.get(LIST)


def test_a_post_of_another_board_is_not_found(desk: Desk, published: Make) -> None:
    post = published()
    client = desk("estuaire_administrator")
    for path in ("", "modifier/", "retirer/"):
        assert client.get(f"{LIST}{post.pk}/{path}").status_code == 404


def test_a_reader_may_look_and_not_touch(desk: Desk, published: Make) -> None:
    post = published()
    client = desk("saules_reader")
    shown = client.get(f"{LIST}{post.pk}/").content.decode()
    assert "modifier/" not in shown
    assert client.get(f"{LIST}{post.pk}/modifier/").status_code == 403


def test_the_screen_of_a_post_has_its_address_and_history(desk: Desk, cast: Cast, published: Make) -> None:
    post = published()
    post_edit(actor=cast["saules_communications"], post=post, version=1, body_fr="Corrigé", note="L’heure")
    shown = desk("saules_communications").get(f"{LIST}{post.pk}/").content.decode()
    assert f"http://testserver/@page_900001/{post.pk}" in shown
    assert "Version 2" in shown
    assert "L’heure" in shown


def test_a_plain_form_edits_in_public(desk: Desk, published: Make) -> None:
    post = published()
    client = desk("saules_communications")
    client.post(f"{LIST}{post.pk}/modifier/", {"version": "1", "body_fr": "Corrigé", "note": "Le jour"})
    post.refresh_from_db()
    assert (post.body_fr, post.revisions.count()) == ("Corrigé", 2)


def test_an_alert_is_edited_with_its_state(desk: Desk, published: Make) -> None:
    post = published(kind="alert", alert_state="closed")
    fields = {"version": "1", "body_fr": "Réouverture", "alert_state": "open"}
    desk("saules_communications").post(f"{LIST}{post.pk}/modifier/", fields)
    post.refresh_from_db()
    assert post.alert_state == "open"


def test_who_edits_second_sees_both_texts(desk: Desk, cast: Cast, published: Make) -> None:
    post = published()
    post_edit(actor=cast["rivages_communications"], post=post, version=1, body_fr="Le texte d’Alix")
    answer = desk("saules_communications").post(
        f"{LIST}{post.pk}/modifier/", {"version": "1", "body_fr": "Le texte de Sacha"}
    )
    assert answer.status_code == 422
    for words in ("Le texte d’Alix", "Le texte de Sacha"):
        assert words in answer.content.decode()


def test_a_withdrawal_asks_for_its_reason_and_shows_it(desk: Desk, published: Make) -> None:
    post = published()
    client = desk("saules_communications")
    assert client.post(f"{LIST}{post.pk}/retirer/", {"reason": " "}).status_code == 422
    shown = client.post(f"{LIST}{post.pk}/retirer/", {"reason": "Date fausse"}, follow=True).content.decode()
    assert "Date fausse" in shown
    assert client.get(f"{LIST}{post.pk}/modifier/").status_code == 404


def test_what_was_withdrawn_has_its_tab(desk: Desk, cast: Cast, published: Make) -> None:
    post_withdraw(actor=cast["saules_communications"], post=published(body_fr="Repris"), reason="Erreur")
    assert "Repris" in desk("saules_reader").get(f"{LIST}?etat=withdrawn").content.decode()


def test_words_set_aside_stay_readable_with_the_draft(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Alix")
    client = desk("saules_communications")
    fields = {"page": cast.saules.handle, "kind": "message", "body_fr": "Sacha", "post": post.pk, "version": "1"}
    client.post("/bureau/ecrire/enregistrer/", fields)
    assert "Sacha" in client.get(f"{LIST}{post.pk}/").content.decode()
    assert "attend un choix" in client.get(f"/bureau/ecrire/{post.pk}/").content.decode()
