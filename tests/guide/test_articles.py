"""The articles as they come with Préau."""

from __future__ import annotations

import re

import pytest

from preau.conversations.models import HideReason
from preau.guide.articles import ARTICLES, LANGUAGES, default_source
from preau.guide.filling import LABELS, fill, missing, places, unknown_places
from preau.guide.models import ArticleSlug
from preau.guide.reading import html_of, read, whole_html

EVERY = [(slug, language) for slug in ARTICLES for language in LANGUAGES]
VALUES = {
    "board": "Centre de services scolaire des Rivages",
    "hours_fr": "du lundi au vendredi, de 8 h à 16 h",
    "hours_en": "Monday to Friday, 8 a.m. to 4 p.m.",
    "goal_hours": 7,
    "contact_email": "communications_web@rivages.example",
    "emergency": "911",
    "complaints_officer": "la personne responsable des plaintes, 418 555-0100",
}


def nowhere(slug: str) -> str | None:
    return f"/ici/{slug}"


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_an_article_has_a_title_a_lead_and_the_parts_that_others_quote(slug: str, language: str) -> None:
    article = read(default_source(slug, language))
    assert article.title
    assert article.lead
    assert set(ARTICLES[slug].anchors) <= set(article.anchors)
    assert all(part.anchor and part.source for part in article.parts)


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_an_article_has_only_known_places(slug: str, language: str) -> None:
    assert unknown_places(default_source(slug, language)) == []


@pytest.mark.parametrize("slug", ARTICLES)
def test_both_languages_have_the_same_parts_and_places(slug: str) -> None:
    french, english = (default_source(slug, language) for language in LANGUAGES)
    assert read(french).anchors == read(english).anchors
    assert places(french) == places(english)


@pytest.mark.parametrize(("slug", "language"), EVERY)
@pytest.mark.parametrize("values", [{}, VALUES], ids=["none", "all"])
def test_no_brace_is_ever_shown(slug: str, language: str, values: dict[str, object]) -> None:
    shown = whole_html(read(fill(default_source(slug, language), values, language)), nowhere)
    assert not re.search(r"[{}\ue000\ue001]|None", shown)


@pytest.mark.parametrize(
    ("source", "filled"),
    [
        ("We are here {{ hours }}.", "We are here Monday to Friday, 8 a.m. to 4 p.m."),
        ("{{ hours }}, always", "Monday to Friday, 8 a.m. to 4 p.m., always"),
        ("Call {{ emergency }}.", "Call 911."),
    ],
)
def test_a_sentence_ends_in_one_period(source: str, filled: str) -> None:
    assert fill(source, VALUES, "en") == filled


@pytest.mark.parametrize(("slug", "language"), EVERY)
def test_an_article_holds_in_two_screens(slug: str, language: str) -> None:
    assert len(default_source(slug, language)) < 3_400


@pytest.mark.parametrize("slug", ARTICLES)
def test_french_is_typeset(slug: str) -> None:
    assert not re.findall(r"« | [:;!?»]", default_source(slug, "fr"))


def test_a_board_s_values_stand_in_their_places() -> None:
    shown = whole_html(read(fill(default_source("promise", "fr"), VALUES, "fr")), nowhere)
    assert "du lundi au vendredi, de 8 h à 16 h" in shown
    assert "en 7 heures ouvrables ou moins" in shown
    assert 'href="mailto:communications_web@rivages.example"' in shown


def test_a_board_is_named_with_its_article() -> None:
    for name, french in {
        "Centre de services scolaire des Rivages": "par le Centre de services scolaire des Rivages",
        "Commission scolaire de l’Estuaire": "par la Commission scolaire de l’Estuaire",
        "Riverside School Board": "par Riverside School Board",
    }.items():
        assert fill("par {{ board }}", {"board": name}, "fr") == french
        assert fill("by {{ board }}", {"board": name}, "en") == f"by the {name}"


def test_an_unknown_place_and_a_stray_brace_are_named() -> None:
    assert unknown_places("Écrivez à {{ courriel }} ou {{hours}}.") == ["courriel"]
    assert unknown_places("Il manque une accolade {{ hours }") == ["{{"]


def test_an_unset_value_is_a_gap_on_the_desk_and_words_in_public() -> None:
    source = "Nous sommes là {{ hours }}."
    assert html_of(fill(source, {}, "fr"), nowhere) == "<p>Nous sommes là pendant les heures de bureau.</p>"
    gap = html_of(fill(source, {}, "fr", gaps=True), nowhere)
    assert gap == '<p>Nous sommes là <mark class="gap">heures de présence</mark>.</p>'
    assert missing(source, {"hours_fr": "de 8 h à 16 h"}) == ["heures de présence"]  # the English ones
    assert missing(source, VALUES) == []


def test_a_value_is_words_and_no_markup() -> None:
    shown = html_of(fill("Là {{ hours }}.", {"hours_fr": "<b>*x*</b> [a](javascript:b)\n# y"}, "fr"), nowhere)
    assert shown == "<p>Là &lt;b&gt;*x*&lt;/b&gt; [a](javascript:b) # y.</p>"


def test_a_link_between_articles_leads_to_its_address() -> None:
    assert 'href="/ici/reasons"' in whole_html(read(default_source("netiquette", "fr")), nowhere)


def test_headings_step_down_by_one_from_the_title() -> None:
    shown = whole_html(read("# Titre\n\nDébut.\n\n## Partie {#p}\n\n### Détail\n\nMot."), nowhere)
    assert shown == '<p>Début.</p><h2 id="p">Partie</h2><h3>Détail</h3>\n<p>Mot.</p>'


def test_the_reasons_are_those_of_the_closed_list() -> None:
    assert list(ARTICLES["reasons"].anchors) == HideReason.values
    french = read(default_source("reasons", "fr"))
    assert [part.heading for part in french.parts] == [str(reason.label) for reason in HideReason]


def test_every_article_has_its_name_and_every_place_its_label() -> None:
    assert list(ARTICLES) == ArticleSlug.values
    assert set(LABELS) >= {place for slug, language in EVERY for place in places(default_source(slug, language))}
