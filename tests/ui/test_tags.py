from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.utils import translation

from preau.posts.models import Post


def rendered(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


class Sample(forms.Form):
    name = forms.CharField(label="Nom", help_text="Votre nom", max_length=5)
    agree = forms.BooleanField(label="D’accord", required=False)
    tone = forms.ChoiceField(label="Ton", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)


def test_a_field_ties_its_label_its_help_and_its_errors_together() -> None:
    form = Sample({"name": "trop long"})
    html = rendered("{% field form.name %}", form=form)
    assert 'for="id_name"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert "id_name_error" in html


def test_a_whole_form_shows_groups_checks_and_what_is_optional() -> None:
    html = rendered("{% form form %}", form=Sample())
    assert "<legend>Ton" in html
    assert html.count('class="check"') == 3
    assert "facultatif" in html


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "24 novembre 2026, 15\u00a0h\u00a030"), ("en", "November 24, 2026, 3:30 p.m.")]
)
def test_a_moment_reads_as_in_quebec(language: str, expected: str) -> None:
    with translation.override(language):
        html = rendered("{{ at|moment }}", at=dt.datetime(2026, 11, 24, 20, 30, tzinfo=dt.UTC))
    assert expected in html
    assert 'datetime="2026-11-24T15:30:00-05:00"' in html


@pytest.mark.parametrize(("language", "expected"), [("fr", "1er janvier 2026"), ("en", "January 1, 2026")])
def test_the_first_of_a_month_is_an_ordinal_in_french(language: str, expected: str) -> None:
    with translation.override(language):
        assert rendered("{{ on|day }}", on=dt.date(2026, 1, 1)) == expected
        at = dt.datetime(2026, 1, 1, 17, tzinfo=dt.UTC)
        assert expected in rendered("{{ at|moment }}", at=at)
        assert "11" in rendered("{{ on|day }}", on=dt.date(2026, 1, 11))


def test_no_moment_is_nothing() -> None:
    assert rendered("{{ at|moment }}", at=None) == ""


@pytest.mark.parametrize(
    ("language", "french", "english", "expected"),
    [
        ("fr", "Bonjour", "Hello", "Bonjour"),
        ("en", "Bonjour", "Hello", "Hello"),
        ("en", "Bonjour", "", "Bonjour"),
        ("fr", "", "Hi", "Hi"),
    ],
)
def test_a_text_falls_back_to_the_language_that_it_has(language: str, french: str, english: str, expected: str) -> None:
    with translation.override(language):
        assert rendered('{{ post|in_language:"title" }}', post=Post(title_fr=french, title_en=english)) == expected


def test_the_rail_marks_where_one_is() -> None:
    places = [
        {"section": "today", "label": "Aujourd’hui", "url": "/bureau/", "group": 0},
        {"section": "people", "label": "Personnes <b>", "url": "/bureau/personnes/", "group": 1},
    ]
    html = rendered("{% rail_links places 'people' %}", places=places)
    assert html.count("aria-current") == 1
    assert "<hr>" in html
    assert "Personnes &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Les élèves, tous là", "Les élèves…"), ("Anticonstitutionnellement", "Anticonstituti…")],
)
def test_a_text_is_cut_between_two_words(text: str, expected: str) -> None:
    assert rendered("{{ text|shortened:15 }}", text=text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["15\u00a0h\u00a030", "9\u00a0h", "1er nov.", "2025-11-24"]),
        ("en", ["3:30 p.m.", "9:00 a.m.", "Nov. 1", "2025-11-24"]),
    ],
)
def test_a_list_says_of_a_moment_what_tells_it_apart(language: str, expected: list[str]) -> None:
    moments = ["2026-11-24T15:30-05:00", "2026-11-24T09:00-05:00", "2026-11-01T10:00-05:00", "2025-11-24T10:00-05:00"]
    with time_machine.travel("2026-11-24T21:00:00+00:00"), translation.override(language):
        shown = [rendered("{{ at|brief }}", at=dt.datetime.fromisoformat(at)) for at in moments]
    assert [html.partition(">")[2].removesuffix("</time>") for html in shown] == expected
