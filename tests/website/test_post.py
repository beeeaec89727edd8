"""A post at its own address."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from preau.kernel import clock
from preau.posts.models import Post, Revision
from preau.ui.differences import LONGEST, marked
from preau.website.shown import Shown
from tests.conftest import Cast

from .saying import alert, illustrate, say, withdraw
from .test_pages import see, structured


def test_a_post_stands_alone_with_who_said_it_and_when(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Jeudi, à la bibliothèque", title_fr="Exposition")
    text = see(client, f"/@page_900001/{post.pk}")
    assert "<h1>Exposition</h1>" in text
    assert "Jeudi, à la bibliothèque" in text
    assert 'href="/@page_900001"' in text


def test_a_post_shown_by_a_school_has_one_address_that_of_who_signs_it(cast: Cast, client: Client) -> None:
    post = say(cast.rivages, "Tempête", on=(cast.saules,))
    assert client.get(f"/@page_900001/{post.pk}")["Location"] == f"/@page_900000/{post.pk}"
    assert client.get(f"/@page_900001/{post.pk}/historique")["Location"] == f"/@page_900000/{post.pk}/historique"
    assert "École des Trois-Saules" in see(client, f"/@page_900000/{post.pk}")


def test_a_draft_is_not_there(cast: Cast, client: Client) -> None:
    draft = Post.objects.create(page=cast.saules, body_fr="brouillon")
    for path in ("", "/historique", "/carte.png"):
        assert client.get(f"/@page_900001/{draft.pk}{path}").status_code == 404


def test_a_withdrawn_post_leaves_its_trace_and_its_reason_but_not_its_words(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Mauvaise date", title_fr="Mauvais titre")
    withdraw(post, "La date était celle de l’an dernier")
    for path in ("", "/historique"):
        text = see(client, f"/@page_900001/{post.pk}{path}", 410)
        assert "La date était celle de l’an dernier" in text
        assert "Mauvais" not in text
        assert 'content="noindex"' in text
    assert "Post withdrawn" in see(client, f"/en/@page_900001/{post.pk}", 410)
    assert client.get(f"/@page_900001/{post.pk}/carte.png").status_code == 404


def test_an_alert_that_is_over_says_so_wherever_it_is_read(cast: Cast, client: Client) -> None:
    post = alert(cast.saules, "Tempête", hours=2, tag="neige")
    places = ("/@page_900001", f"/@page_900001/{post.pk}", "/mots-clics/neige")
    for place in places:
        text = see(client, place)
        assert 'class="chip alert">École fermée</span>' in text
        assert "terminé" not in text
    with time_machine.travel(clock.now() + dt.timedelta(hours=3)):
        for place in places:
            assert 'class="chip muted">École fermée · avis terminé</span>' in see(client, place)
        text = see(client, places[1])
        assert "terminé le" in text
        assert "jusqu’" not in text


@pytest.mark.parametrize("place", ["/@page_900001/{}", "/mots-clics/neige", "/@page_900001"])
def test_no_copy_of_an_alert_outlives_it(cast: Cast, client: Client, place: str) -> None:
    post = alert(cast.saules, "Tempête", hours=1 / 60, tag="neige")
    assert 0 < client.get(place.format(post.pk)).public_lifetime <= 60


def test_only_what_is_grave_is_said_in_red(cast: Cast, client: Client) -> None:
    for state, chip in (("closed", "chip alert"), ("delayed", "chip warning"), ("open", "chip")):
        post = alert(cast.saules, "Avis", state=state)
        assert f'<p class="chip-line"><span class="{chip}">' in see(client, f"/@page_900001/{post.pk}")


def test_an_edited_post_says_so_and_its_history_shows_what_changed(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Jeudi à 15 h", edited_at=clock.now())
    Revision.objects.create(post=post, number=2, at=clock.now(), body_fr="Vendredi à 15 h", note="Le jour")
    assert f'href="/@page_900001/{post.pk}/historique"' in see(client, f"/@page_900001/{post.pk}")
    text = see(client, f"/@page_900001/{post.pk}/historique")
    assert "<del>Jeudi</del><ins>Vendredi</ins>" in text
    assert "Le jour" in text
    assert text.index("Version 2") < text.index("Version 1")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b", "a b", "a b"),
        ("a b", "a", "a<del> b</del>"),
        ("a", "a <b>", "a<ins> &lt;b&gt;</ins>"),
        ("", "neuf", "<ins>neuf</ins>"),
        ("à 17 h 30.", "à 18 h.", "à <del>17 h 30.</del><ins>18 h.</ins>"),
    ],
)
def test_a_difference_marks_only_what_changed_and_escapes_everything(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_two_very_long_texts_are_compared_line_by_line(cast: Cast) -> None:
    words = " mot" * LONGEST
    assert marked(f"un\n{words}", f"deux\n{words}").startswith("<del>un\n</del><ins>deux\n</ins>")


def test_networks_get_a_title_a_summary_and_a_picture(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Une exposition sur les oiseaux")
    text = see(client, f"/@page_900001/{post.pk}")
    assert f'<meta property="og:url" content="http://testserver/@page_900001/{post.pk}">' in text
    assert f'<meta property="og:image" content="http://testserver/@page_900001/{post.pk}/carte.png">' in text
    assert '<meta property="og:description" content="Une exposition sur les oiseaux">' in text


def test_search_engines_get_the_article_its_author_and_its_dates(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte", title_fr="Budget", kind="article")
    illustrate(post, "Un dessin")
    thing = structured(see(client, f"/@page_900001/{post.pk}"))
    assert (thing["@type"], thing["headline"], thing["author"]["@type"]) == ("NewsArticle", "Budget", "School")
    assert thing["image"] == [f"http://testserver/media/posts/essai-{post.pk}-1200.webp"]


def test_an_article_is_whole_at_its_address_and_short_in_lists(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "début " + "mot " * 200 + "fin du texte", title_fr="Budget", kind="article")
    assert "fin du texte" in see(client, f"/@page_900001/{post.pk}")
    text = see(client, "/@page_900001")
    assert "fin du texte" not in text
    assert "Lire la suite" in text


def test_an_alert_says_its_state_and_its_end(cast: Cast, client: Client) -> None:
    post = alert(cast.saules, "Fermée", hours=30)
    text = see(client, f"/@page_900001/{post.pk}")
    assert "École fermée" in text
    assert "jusqu’au" in text


def test_a_hashtag_has_its_page_in_its_folded_form(cast: Cast, client: Client) -> None:
    say(cast.saules, "Exposition", tag="VieÀLÉcole", minutes=3)
    assert "#VieÀLÉcole" in see(client, "/mots-clics/viealecole")
    assert client.get("/mots-clics/VieÀLÉcole")["Location"] == "/mots-clics/viealecole"
    assert client.get("/mots/viealecole")["Location"] == "/mots-clics/viealecole"
    older = f"{int(dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp() * 1e6)}-1"
    assert "Rien de plus ancien" in see(client, f"/mots-clics/viealecole?avant={older}")


@pytest.mark.parametrize("name", ["inconnu", "x" * 101, "%00", "%20"])
def test_a_hashtag_that_nobody_used_is_not_found(cast: Cast, client: Client, name: str) -> None:
    assert client.get(f"/mots-clics/{name}").status_code in (400, 404)


def test_a_hashtag_of_many_posts_is_paged(cast: Cast, client: Client) -> None:
    for number in range(25):
        say(cast.saules, f"numéro {number}.", minutes=number, tag="neige")
    assert "?avant=" in see(client, "/mots-clics/neige")


def test_a_post_costs_few_queries(cast: Cast, client: Client, django_assert_max_num_queries) -> None:
    post = say(cast.rivages, "Tempête", on=(cast.saules, cast.erables))
    illustrate(post, "Une carte")
    with django_assert_max_num_queries(10):
        see(client, f"/@page_900000/{post.pk}")


def test_the_headings_of_an_article_follow_its_title_without_a_gap(cast: Cast, client: Client) -> None:
    post = say(
        cast.saules, "", body_fr="x", html_fr="<h3>Un</h3><p>a</p><h4>Deux</h4>", title_fr="Titre", kind="article"
    )
    text = see(client, f"/@page_900001/{post.pk}")
    assert "<h2>Un</h2><p>a</p><h3>Deux</h3>" in text


def test_a_summary_leaves_out_headings_and_marks(cast: Cast) -> None:
    post = say(
        cast.saules,
        "",
        body_fr="**x**",
        html_fr="<p><strong>Avant</strong> &amp; <em>après</em>.</p><h3>Qui</h3><p>Nous.<br>Vous.</p>",
    )
    assert Shown(post).summary == "Avant & après. Nous. Vous."
    assert Shown(post).text == "Avant & après. Qui Nous. Vous."


def test_a_journalist_finds_the_code_to_paste_beside_the_address(cast: Cast, client: Client) -> None:
    post = say(cast.saules, "Texte à citer")
    text = see(client, f"/@page_900001/{post.pk}")
    assert "Citer ce texte" in text
    assert f"&lt;blockquote cite=&quot;http://testserver/@page_900001/{post.pk}&quot;" in text
