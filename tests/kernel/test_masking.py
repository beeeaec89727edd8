from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel.excerpt import words_of
from preau.kernel.foreign import foreign_html
from preau.kernel.masking import masked_html
from preau.kernel.personal import personal_spans

LABEL = "[renseignement masqué]"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in personal_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Appelle au 418 555-0123.", ["418 555-0123"]),
        ("(418) 555.0123 ou +1 418 555 0123", ["(418) 555.0123", "+1 418 555 0123"]),
        ("écrire à zoe.exemple@courriel.exemple.ca svp", ["zoe.exemple@courriel.exemple.ca"]),
        ("RAMQ EXEZ 1205 1234", ["EXEZ 1205 1234"]),
        ("NAS 046 454 286", ["046 454 286"]),
        ("il habite au 12, rue des Érables, G0A 1A0", ["12, rue des Érables", "G0A 1A0"]),
        ("He lives at 123 Maple Street", ["123 Maple Street"]),
    ],
)
def test_what_identifies_somebody_by_its_form_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le 3 décembre à 15 h 30, local 204",
        "25 000 $ pour 1 200 élèves",
        "123 456 789",
        "12 places libres",
        "2026-11-25",
    ],
)
def test_dates_sums_and_rooms_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_tags_stay_and_words_between_them_go() -> None:
    html = "<p>Au <b>418 555</b>-0123&nbsp;!</p><p>Merci &amp; bravo</p>"
    masked = masked_html(html, personal_spans(words_of(html)), LABEL)
    assert masked == f"<p>Au <b>{LABEL}</b>&nbsp;!</p><p>Merci &amp; bravo</p>"


def test_a_link_that_holds_it_leads_nowhere() -> None:
    html = '<p><a href="https://wa.exemple/14185550123">Écrivez</a> au 418&nbsp;555<br>0123</p>'
    masked = masked_html(html, personal_spans(words_of(html)), LABEL)
    assert "5550123" not in masked
    assert "<a>Écrivez</a>" in masked


@given(st.text(alphabet="ab <>&;é4185-50123/p\n\u00a0", max_size=80))
def test_whatever_the_html_the_number_is_gone_and_it_stays_clean(noise: str) -> None:
    html = foreign_html(f"<p>{noise}</p><p>x 418 555-0199 y</p>")
    masked = masked_html(html, personal_spans(words_of(html)), LABEL)
    assert "418 555-0199" not in words_of(masked)
    assert foreign_html(masked) == masked
