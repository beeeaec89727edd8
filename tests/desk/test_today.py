from __future__ import annotations

import pytest
from django.urls import reverse

from preau.channels.models import Channel, Delivery
from preau.conversations.services import answer_propose, draft_refuse
from preau.posts.services import post_create, post_publish, post_send_to_review
from tests.conversations.saying import say


def today(client, user, prefix: str = "") -> str:
    client.force_login(user)
    return client.get(prefix + reverse("desk:today")).content.decode()


@pytest.fixture
def posts(cast) -> dict[str, object]:
    writer, editor = cast["rivages_communications"], cast["saules_editor"]
    made = {
        "published": post_create(actor=writer, page=cast.saules, body_fr="La neige est arrivée."),
        "review": post_create(actor=editor, page=cast.saules, body_fr="À relire avant vendredi."),
        "draft": post_create(actor=editor, page=cast.saules, body_fr="Un début de phrase"),
    }
    post_publish(actor=writer, post=made["published"])
    post_send_to_review(actor=editor, post=made["review"])
    return made


def test_somebody_without_a_role_is_told_what_is_missing(client, cast) -> None:
    assert "Aucune page ne vous est encore confiée" in today(client, cast["nobody"])


def test_an_empty_house_says_what_will_be_there(client, cast) -> None:
    page = today(client, cast["rivages_communications"])
    assert "Rien n’est encore publié" in page
    assert "Écrire la première" in page


def test_a_reader_is_not_asked_to_write(client, cast) -> None:
    assert "Écrire la première" not in today(client, cast["rivages_reader"])


def test_who_publishes_sees_what_waits_for_review(client, cast, posts) -> None:
    page = today(client, cast["rivages_communications"])
    assert "À réviser par vous" in page
    assert "À relire avant vendredi." in page


def test_an_editor_sees_drafts_and_what_came_out_but_has_nothing_to_review(client, cast, posts) -> None:
    page = today(client, cast["saules_editor"])
    assert "Un début de phrase" in page
    assert "La neige est arrivée." in page
    assert "À réviser par vous" not in page


def test_who_may_approve_sees_the_answers_that_wait_and_who_wrote_them_what_came_back(client, cast) -> None:
    asked, author, reader = (
        say(cast.saules, "<p>À quelle heure ?</p>"),
        cast["saules_moderator"],
        "saules_communications",
    )
    draft = answer_propose(message=asked, text="À 16 h.", version=1, actor=author)
    shown = today(client, cast[reader])
    assert "Réponses à relire par vous" in shown
    assert "À 16 h." in shown
    assert "À 16 h." not in today(client, author)
    assert "À 16 h." not in today(client, cast["estuaire_administrator"])
    draft_refuse(draft=draft, edition=1, reason="C’est à 15 h.", actor=cast[reader])
    assert "C’est à 15 h." in today(client, author)
    assert "À 16 h." not in today(client, cast[reader])


def test_another_board_sees_nothing_of_it(client, cast, posts) -> None:
    page = today(client, cast["estuaire_administrator"])
    assert "neige" not in page
    assert "vendredi" not in page


def test_a_delivery_that_failed_stands_on_top(client, cast, posts) -> None:
    channel, _ = Channel.objects.get_or_create(page=cast.saules, network="mail")
    Delivery.objects.update_or_create(
        post=posts["published"], channel=channel, defaults={"state": "failed", "last_error": "Le serveur a refusé."}
    )
    assert "Le serveur a refusé." in today(client, cast["rivages_communications"])
    assert "Le serveur a refusé." not in today(client, cast["saules_editor"])


def test_a_board_follows_how_many_of_its_pages_are_open(client, cast) -> None:
    page = today(client, cast["rivages_communications"])
    assert 'max="2" value="2"' in page


def test_it_speaks_english_too(client, cast, posts) -> None:
    assert "For you to review" in today(client, cast["rivages_communications"], "/en")


def test_it_costs_a_bounded_number_of_queries(client, cast, posts, django_assert_max_num_queries) -> None:
    client.force_login(cast["rivages_communications"])
    with django_assert_max_num_queries(41):
        client.get(reverse("desk:today"))
