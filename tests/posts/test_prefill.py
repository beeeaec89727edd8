"""What an address may put into an empty composer."""

from __future__ import annotations

from django.test import Client
from django.utils.http import urlencode

from preau.kernel.markup import article_html
from preau.posts.forms.prefill import prefilled
from preau.posts.models import Post
from tests.conftest import Cast


def compose(client: Client, **given: str) -> str:
    answer = client.get(f"/bureau/ecrire/?{urlencode(given)}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_statement_begins_with_a_title_and_a_quotation(cast: Cast, client: Client) -> None:
    client.force_login(cast["saules_editor"])
    shown = compose(client, genre="statement", titre="La sortie de mardi", citation="Ils l’ont annulée !\nEncore.")
    assert 'value="La sortie de mardi"' in shown
    assert "&gt; Ils l’ont annulée !\n&gt; Encore." in shown
    assert not Post.objects.exists()


def test_what_is_quoted_is_words_whatever_it_holds(cast: Cast) -> None:
    hostile = "[ici](https://mal.example) <script>alert(1)</script> **gras** `code`\x00\u202e"
    body = prefilled(cast.saules, {"genre": "statement", "citation": hostile})["body_fr"]
    shown = article_html(body, tag_url=lambda _: None, handle_url=lambda _: None)
    assert "<strong>" not in shown
    assert "<code>" not in shown
    assert 'href="https://mal.example">ici' not in shown
    assert "[ici](" in shown
    assert "\u202e" not in body


def test_it_is_bounded_and_an_unknown_kind_is_ignored(cast: Cast) -> None:
    found = prefilled(cast.saules, {"genre": "rien", "titre": "a" * 10_000, "citation": "b" * 10_000})
    assert "kind" not in found
    assert len(found["title_fr"]) == 200
    assert len(found["body_fr"]) < 2_100
    assert prefilled(cast.saules, {}) == {}


def test_a_page_that_speaks_english_first_is_quoted_to_in_english(cast: Cast) -> None:
    cast.phare.institution.language_policy = "en"
    assert set(prefilled(cast.phare, {"titre": "A title"})) == {"title_en"}


def test_a_draft_is_never_written_over(cast: Cast, client: Client) -> None:
    draft = Post.objects.create(page=cast.saules, title_fr="À moi", body_fr="Mes mots", author=cast["saules_editor"])
    client.force_login(cast["saules_editor"])
    shown = client.get(f"/bureau/ecrire/{draft.pk}/?genre=statement&titre=Autre").content.decode()
    assert 'value="À moi"' in shown
    assert "Autre" not in shown
