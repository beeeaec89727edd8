from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from preau.institutions.models import Page
from preau.posts.models import DraftCopy, Post, PostState
from preau.posts.selectors import Audience
from preau.posts.services import picture_attach, post_discard, post_publish, post_save, post_send_to_review
from preau.posts.signals import audience_asked
from preau.posts.views import compose
from tests.conftest import Cast, make_institution

Make = Callable[..., Post]
WRITE = "/bureau/ecrire/"
SAVE = "/bureau/ecrire/enregistrer/"


@pytest.fixture
def desk(cast: Cast) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast[name])
        return client

    return sign_in


Desk = Callable[[str], Client]


def typed(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {"page": cast.saules.handle, "kind": "message", "body_fr": "Bonjour", **fields}


@pytest.mark.parametrize("name", ["saules_moderator", "saules_reader", "nobody"])
def test_who_writes_nowhere_sees_no_composer(desk: Desk, name: str) -> None:
    assert desk(name).get(WRITE).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(WRITE).status_code == 302


def test_the_composer_starts_in_the_name_of_the_persons_own_page(desk: Desk) -> None:
    page = desk("saules_editor").get(WRITE).content.decode()
    assert '<option value="page_900001" selected' in page
    assert "École des Érables" not in page


def test_a_page_that_is_not_theirs_is_not_found(desk: Desk, cast: Cast) -> None:
    assert desk("saules_editor").get(f"{WRITE}?page={cast.erables.handle}").status_code == 404


def test_without_any_open_page_the_screen_says_so(desk: Desk, cast: Cast) -> None:
    Page.objects.update(closed_at=timezone.now())
    assert "Aucune page n’est encore ouverte" in desk("saules_editor").get(WRITE).content.decode()


def test_an_editor_is_offered_a_review_and_no_publication(desk: Desk) -> None:
    page = desk("saules_editor").get(WRITE).content.decode()
    assert 'value="review"' in page
    assert 'value="publish"' not in page


def test_the_promise_counts_the_people(desk: Desk) -> None:
    def answer(**_: Any) -> Audience:
        return Audience("mail", 412)

    audience_asked.connect(answer)
    page = desk("saules_communications").get(WRITE).content.decode()
    audience_asked.disconnect(answer)
    assert "412 personnes abonnées" in page


def test_a_plain_form_publishes_at_once(desk: Desk, cast: Cast) -> None:
    answer = desk("saules_communications").post(WRITE, typed(cast, action="publish"), follow=True)
    assert "Tout le monde peut le lire" in answer.content.decode()
    assert Post.objects.get().state == PostState.PUBLISHED


def test_a_plain_form_carries_a_picture(desk: Desk, cast: Cast, jpeg: bytes) -> None:
    upload = SimpleUploadedFile("cour.jpg", jpeg, "image/jpeg")
    desk("saules_editor").post(WRITE, typed(cast, action="save", picture=upload))
    assert Post.objects.get().attachments.count() == 1


def test_words_survive_a_refused_publication(desk: Desk, cast: Cast) -> None:
    answer = desk("saules_communications").post(
        WRITE, typed(cast, kind="article", body_fr="Un long récit", action="publish")
    )
    assert answer.status_code == 422
    assert "Donnez un titre" in answer.content.decode()
    assert "Un long récit" in answer.content.decode()
    assert Post.objects.get().body_fr == "Un long récit"


def test_a_picture_that_is_none_is_refused_with_its_reason(desk: Desk, cast: Cast) -> None:
    upload = SimpleUploadedFile("photo.jpg", b"<svg><script>alert(1)</script></svg>", "image/jpeg")
    answer = desk("saules_editor").post(WRITE, typed(cast, action="save", picture=upload))
    assert "Exportez l’image en PNG" in answer.content.decode()


def test_an_unknown_page_is_an_error_and_not_a_crash(desk: Desk, cast: Cast) -> None:
    answer = desk("saules_editor").post(WRITE, typed(cast, page=cast.erables.handle, action="save"))
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_an_unknown_button_is_not_found(desk: Desk, cast: Cast) -> None:
    assert desk("saules_editor").post(WRITE, typed(cast, action="explode")).status_code == 404


def test_an_editor_asks_for_review(desk: Desk, cast: Cast) -> None:
    desk("saules_editor").post(WRITE, typed(cast, action="review"))
    assert Post.objects.get().state == PostState.IN_REVIEW


def test_an_alert_is_read_once_more_before_it_leaves(desk: Desk, cast: Cast) -> None:
    client = desk("saules_communications")
    answer = client.post(WRITE, typed(cast, kind="alert", alert_state="closed", action="publish"), follow=True)
    assert "Publier cette alerte" in answer.content.decode()
    post = Post.objects.get()
    assert post.state == PostState.DRAFT
    client.post(f"{WRITE}{post.pk}/publier/", {"version": post.version})
    post.refresh_from_db()
    assert post.state == PostState.PUBLISHED
    assert client.get(f"{WRITE}{post.pk}/publier/").status_code == 302


def test_a_cascade_is_chosen_whole_and_read_once_more(desk: Desk, cast: Cast) -> None:
    client = desk("rivages_communications")
    fields = typed(cast, page=cast.rivages.handle, has_cascade="1", cascade_all="1", action="publish")
    answer = client.post(WRITE, fields, follow=True).content.decode()
    assert "sur 3 pages" in answer
    assert "École des Érables" in answer


def test_what_changed_since_it_was_read_is_not_published(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft(kind="alert", alert_state="open")
    answer = desk("saules_communications").post(f"{WRITE}{post.pk}/publier/", {"version": "99"})
    assert answer.status_code == 422
    assert "relisez-le" in answer.content.decode()


def test_typing_saves_and_answers_what_it_would_become(desk: Desk, cast: Cast) -> None:
    client = desk("saules_editor")
    first = client.post(SAVE, typed(cast, body_fr="Bonjour #Neige", tab="a")).json()
    assert "mots-clics/neige" in first["preview"]
    assert first["saved"].startswith("Enregistré à")
    second = client.post(SAVE, typed(cast, body_fr="Bonsoir", tab="a", post=first["post"], version="1")).json()
    assert (second["post"], second["version"]) == (first["post"], 2)
    assert Post.objects.get().body_fr == "Bonsoir"


def test_a_window_that_only_stays_open_adds_no_version(desk: Desk, cast: Cast) -> None:
    client = desk("saules_editor")
    first = client.post(SAVE, typed(cast, tab="a")).json()
    again = client.post(SAVE, typed(cast, tab="a", post=first["post"], version=first["version"])).json()
    assert again["version"] == first["version"]


def test_the_second_writer_is_told_and_both_texts_are_kept(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, tab="x", body_fr="Alix")
    client = desk("saules_communications")
    answer = client.post(SAVE, typed(cast, body_fr="Sacha", post=post.pk, version="1", tab="y"))
    assert answer.status_code == 409
    choice = client.get(answer.json()["url"]).content.decode()
    assert "Alix" in choice
    assert "Sacha" in choice
    client.post(answer.json()["url"], {"keep": "copy", "version": "2"})
    post.refresh_from_db()
    assert post.body_fr == "Sacha"


def test_a_window_whose_first_answer_was_lost_makes_one_draft(desk: Desk, cast: Cast) -> None:
    client = desk("saules_editor")
    client.post(SAVE, typed(cast, tab="a", body_fr="Bon"))
    client.post(SAVE, typed(cast, tab="a", body_fr="Bonjour"))
    assert list(Post.objects.values_list("body_fr", flat=True)) == ["Bonjour"]


def test_two_windows_make_two_drafts(desk: Desk, cast: Cast) -> None:
    client = desk("saules_editor")
    for tab in ("a", "b", "", ""):
        client.post(SAVE, typed(cast, tab=tab))
    assert Post.objects.count() == 4


def test_descriptions_are_compared_and_kept_in_sight(desk: Desk, cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft()
    picture = picture_attach(actor=cast["saules_editor"], post=post, data=jpeg).pk
    post_save(actor=cast["saules_editor"], post=post, version=1, alts={picture: ("Une haie", "")})
    client = desk("saules_communications")
    words = {f"alt_fr_{picture}": "Un mur", "title_en": "Hello", "kind": "article"}
    answer = client.post(SAVE, typed(cast, post=post.pk, version="1", **words))
    choice = client.get(answer.json()["url"]).content.decode()
    assert "Une haie" in choice
    assert "Un mur" in choice
    client.post(answer.json()["url"], {"keep": "draft"})
    aside = client.get(f"/bureau/publications/{post.pk}/").content.decode()
    assert "Un mur" in aside
    assert "Hello" in aside


def test_an_administrator_starts_in_the_name_of_a_board(desk: Desk, cast: Cast) -> None:
    Page.objects.filter(pk=cast.commissioner.pk).update(name="Aaa")
    Page.objects.filter(pk=cast.saules.pk).update(name="Abc")
    page = desk("superuser").get(WRITE).content.decode()
    assert f'<option value="{cast.rivages.handle}" selected' in page


def test_what_is_published_elsewhere_is_said_before_a_withdrawal(desk: Desk, cast: Cast, draft: Make) -> None:
    person = cast["rivages_communications"]
    post = post_publish(actor=person, post=draft(actor=person, page=cast.rivages, also_for=[cast.saules]))
    for path in ("retirer", "modifier"):
        page = desk("rivages_communications").get(f"/bureau/publications/{post.pk}/{path}/").content.decode()
        assert "en leur propre nom" in page
        assert cast.saules.name in page


def test_a_page_chosen_twice_counts_once(desk: Desk, cast: Cast, draft: Make) -> None:
    person = cast["rivages_communications"]
    post = draft(actor=person, page=cast.rivages, cascade=[cast.saules, cast.erables], also_for=[cast.saules])
    page = " ".join(desk("rivages_communications").get(f"{WRITE}{post.pk}/publier/").content.decode().split())
    assert "</strong> et d’une autre page, sur 3 pages" in page
    assert page.count(cast.saules.name) == 1


def test_the_headings_of_an_article_stand_below_those_of_the_screen(desk: Desk, draft: Make, published: Make) -> None:
    words = {"kind": "article", "title_fr": "Haie", "body_fr": "## Quand\n\nLundi."}
    client = desk("saules_communications")
    written, out = draft(**words).pk, published(**words).pk
    for path in (f"publications/{written}/", f"ecrire/{written}/publier/", f"publications/{out}/retirer/"):
        levels = [int(level) for level in re.findall(r"<h([1-6])", client.get(f"/bureau/{path}").content.decode())]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_a_withdrawn_article_is_shown_as_it_reads(desk: Desk, cast: Cast, published: Make) -> None:
    post = published(kind="article", title_fr="Haie", body_fr="## Quand\n\nDès **lundi** & mardi.")
    page = desk("saules_communications").get(f"/bureau/publications/{post.pk}/retirer/").content.decode()
    assert "<strong>lundi</strong> &amp; mardi" in page


def test_a_plain_form_that_comes_second_leads_to_the_choice(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Alix")
    client = desk("saules_communications")
    answer = client.post(f"{WRITE}{post.pk}/", typed(cast, body_fr="Sacha", version="1", action="publish"), follow=True)
    assert "Deux textes, un choix" in answer.content.decode()
    url = f"/bureau/ecrire/textes/{DraftCopy.objects.get().pk}/"
    assert client.post(url, {"keep": "draft"}).status_code == 302
    assert client.post(url, {"keep": "draft"}).status_code == 404
    post.refresh_from_db()
    assert (post.body_fr, post.state) == ("Alix", PostState.DRAFT)


def test_a_comparison_that_is_out_of_date_changes_nothing(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Alix")
    client = desk("saules_communications")
    url = client.post(SAVE, typed(cast, body_fr="Sacha", post=post.pk, version="1")).json()["url"]
    answer = client.post(url, {"keep": "copy", "version": "1"}, follow=True)
    assert "a changé pendant que vous compariez" in answer.content.decode()


def test_typing_on_after_somebody_published_loses_nothing(desk: Desk, cast: Cast, published: Make) -> None:
    post = published()
    answer = desk("saules_editor").post(SAVE, typed(cast, post=post.pk, version="1"))
    assert answer.status_code == 410
    assert "publié entre-temps" in answer.json()["message"]


def test_a_draft_of_nowhere_is_said_to_be_gone(desk: Desk, cast: Cast) -> None:
    assert desk("saules_editor").post(SAVE, typed(cast, post="zzz")).status_code == 410


def test_typing_too_long_says_by_how_much(desk: Desk, cast: Cast) -> None:
    answer = desk("saules_editor").post(SAVE, typed(cast, body_fr="a" * 3010))
    assert answer.status_code == 422
    assert "10 caractères" in answer.json()["message"]


def test_an_unreadable_date_says_so(desk: Desk, cast: Cast) -> None:
    answer = desk("saules_editor").post(SAVE, typed(cast, kind="alert", expires_at="demain"))
    assert answer.status_code == 422


def test_nobody_saves_into_the_draft_of_another_board(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    client = desk("estuaire_administrator")
    fields = typed(cast, page=cast.phare.handle, post=post.pk, version="1", body_fr="Pirate")
    assert client.post(SAVE, fields).status_code == 404
    for path in ("", "publier/", "retourner/", "jeter/", "images/", "images/1/retirer/"):
        assert client.post(f"{WRITE}{post.pk}/{path}").status_code == 404
    post.refresh_from_db()
    assert post.body_fr == "Bonjour à toutes et à tous."


def test_two_people_on_a_draft_are_told_by_name(desk: Desk, draft: Make) -> None:
    post = draft()
    desk("saules_editor").get(f"{WRITE}{post.pk}/")
    assert "saules editor" in desk("saules_communications").get(f"{WRITE}{post.pk}/").content.decode()


def test_a_picture_is_sent_while_one_types(desk: Desk, draft: Make, jpeg: bytes) -> None:
    post = draft()
    client = desk("saules_editor")
    upload = SimpleUploadedFile("cour.jpg", jpeg)
    answer = client.post(f"{WRITE}{post.pk}/images/", {"picture": upload})
    assert "Une personne qui ne voit pas l’image" in answer.content.decode()
    attachment = post.attachments.get()
    removal = f"{WRITE}{post.pk}/images/{attachment.pk}/retirer/"
    assert client.post(removal, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert client.post(removal).status_code == 302
    assert not post.attachments.exists()


def test_a_refused_picture_says_why_while_one_types(desk: Desk, draft: Make) -> None:
    client = desk("saules_editor")
    post = draft()
    for fields in ({}, {"picture": SimpleUploadedFile("doc.jpg", b"%PDF-1.7")}):
        answer = client.post(f"{WRITE}{post.pk}/images/", fields)
        assert answer.status_code == 422
        assert answer.json()["message"]


def test_thirty_megabytes_are_refused(desk: Desk, draft: Make, settings: Any) -> None:
    settings.PICTURE_MAX_BYTES = 1_000_000
    upload = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff" + bytes(1_500_000))
    answer = desk("saules_editor").post(f"{WRITE}{draft().pk}/images/", {"picture": upload})
    assert "1\u00a0Mo au plus" in answer.json()["message"]


def test_a_text_comes_back_with_a_note(desk: Desk, cast: Cast, draft: Make) -> None:
    post = post_send_to_review(actor=cast["saules_editor"], post=draft())
    client = desk("saules_communications")
    client.post(f"{WRITE}{post.pk}/retourner/", {"note": ""})
    client.post(f"{WRITE}{post.pk}/retourner/", {"note": "Ajoutez l’heure."})
    assert "Ajoutez l’heure." in desk("saules_editor").get(f"{WRITE}{post.pk}/").content.decode()


def test_a_draft_is_thrown_away(desk: Desk, draft: Make) -> None:
    desk("saules_editor").post(f"{WRITE}{draft().pk}/jeter/")
    assert not Post.objects.exists()


def test_a_search_finds_a_page_to_write_for(desk: Desk) -> None:
    found = desk("rivages_editor").get("/bureau/ecrire/pages/?q=erables").content.decode()
    assert "École des Érables" in found
    assert "Trois-Saules" not in found


def test_writing_in_the_other_language_is_offered_by_policy(desk: Desk, cast: Cast) -> None:
    page = desk("estuaire_administrator").get(f"{WRITE}?page={cast.estuaire.handle}").content.decode()
    assert 'data-language="en">' in page
    assert 'data-language="en" hidden' in desk("saules_editor").get(WRITE).content.decode()


def test_schools_of_the_former_signer_are_dropped_with_it(desk: Desk, cast: Cast) -> None:
    fields = typed(cast, page=cast.rivages.handle, has_cascade="1", cascade=[cast.phare.pk, "zzz"])
    client = desk("rivages_communications")
    assert client.post(SAVE, fields).status_code == 200
    assert list(Post.objects.get().placements.values_list("page_id", flat=True)) == [cast.rivages.pk]


def test_other_pages_are_chosen_and_shown_again(desk: Desk, cast: Cast) -> None:
    client = desk("rivages_communications")
    fields = typed(cast, has_also_for="1", also_for=[cast.erables.handle], action="save")
    refused = client.post(WRITE, {**fields, "body_fr": "a" * 3010}).content.decode()
    assert 'value="page_900002" checked' in refused
    client.post(WRITE, fields)
    post = Post.objects.get()
    assert list(post.also_for.values_list("pk", flat=True)) == [cast.erables.pk]
    assert 'value="page_900002" checked' in client.get(f"{WRITE}{post.pk}/").content.decode()


def test_a_message_has_no_title(desk: Desk, cast: Cast) -> None:
    desk("saules_editor").post(SAVE, typed(cast, title_fr="Reste d’un article"))
    assert Post.objects.get().title_fr == ""


def test_an_alert_of_a_draft_keeps_its_hour(desk: Desk, cast: Cast) -> None:
    client = desk("saules_editor")
    fields = typed(cast, kind="alert", alert_state="closed", expires_at="2030-01-15T16:00")
    post = client.post(SAVE, fields).json()["post"]
    assert 'value="2030-01-15T16:00"' in client.get(f"{WRITE}{post}/").content.decode()


@pytest.mark.parametrize(("written", "ends"), [("2026-01-15T11:00Z", "15T23:59"), ("2026-01-16T01:00Z", "16T23:59")])
def test_an_alert_ends_tonight_or_for_the_evening_tomorrow(desk: Desk, written: str, ends: str) -> None:
    with time_machine.travel(written, tick=False):
        assert f'value="2026-01-{ends}"' in desk("saules_editor").get(WRITE).content.decode()


def test_nobody_is_noted_at_a_text_that_is_published(desk: Desk, cast: Cast, draft: Make) -> None:
    post = draft()
    desk("saules_editor").get(f"{WRITE}{post.pk}/")
    post_publish(actor=cast["saules_communications"], post=post)
    assert not post.presences.exists()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_screens_are_there_in_both_languages(desk: Desk, cast: Cast, draft: Make, jpeg: bytes, prefix: str) -> None:
    client = desk("superuser")
    post = draft(kind="article", title_fr="Titre")
    picture_attach(actor=cast["superuser"], post=post, data=jpeg, alt_fr="Une cour")
    for path in (f"{WRITE}{post.pk}/", f"{WRITE}{post.pk}/publier/", f"/bureau/publications/{post.pk}/"):
        assert client.get(prefix + path).status_code == 200
    post_publish(actor=cast["superuser"], post=post)
    for path in ("", "modifier/", "retirer/"):
        assert client.get(f"{prefix}/bureau/publications/{post.pk}/{path}").status_code == 200


def test_the_composer_asks_as_much_for_sixty_schools_as_for_two(
    desk: Desk, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        make_institution(cast.domain, "school", f"École {n}", f"9010{n:02}", cast.rivages)
    client = desk("rivages_communications")
    with django_assert_max_num_queries(40):
        client.get(f"{WRITE}?page={cast.rivages.handle}")


def test_words_stay_on_the_screen_when_somebody_throws_the_draft_away_meanwhile(
    desk: Desk, cast: Cast, draft: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, save = draft(), compose.save_draft

    def late(*given: Any) -> Post:
        post_discard(actor=cast["saules_communications"], post=post)
        return save(*given)

    monkeypatch.setattr(compose, "save_draft", late)
    answer = desk("saules_communications").post(
        f"/bureau/ecrire/{post.pk}/", {**typed(cast, body_fr="Mes mots à moi"), "version": "1", "action": "save"}
    )
    assert answer.status_code == 422
    assert "Mes mots à moi" in answer.content.decode()
    assert "vient de jeter" in answer.content.decode()
