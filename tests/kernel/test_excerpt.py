from __future__ import annotations

import pytest

from preau.kernel.excerpt import cut, read_words, words_of


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        ("On ouvre à 15 h", 40, "On ouvre à 15 h"),
        ("On ouvre à 15 h", 12, "On ouvre à…"),
        ("C’est fermé. On ouvre demain", 15, "C’est fermé…"),
        ("C’est fermé… On ouvre demain", 15, "C’est fermé…"),
        ("Ouvert\u00a0: voyez la suite", 9, "Ouvert…"),
        ("anticonstitutionnellement", 5, "anti…"),
    ],
)
def test_a_cut_text_ends_in_one_ellipsis_after_a_whole_word(words: str, length: int, expected: str) -> None:
    assert cut(words, length) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>À 6&nbsp;h&nbsp;55</p>", "À 6\u00a0h\u00a055"),
        ("<p>Oui\u202f!</p><p>Non</p>", "Oui\u202f! Non"),
        ("<p>loin&nbsp;\u00a0 là</p>", "loin là"),
        ("<p>&nbsp;</p><p> bord&nbsp;</p>", "bord"),
        ("<p>\u00a0\u202f\u2003</p>", ""),
    ],
)
def test_what_people_read_breaks_where_it_may_alone(html: str, expected: str) -> None:
    assert read_words(html) == expected
    assert len(words_of(html)) == len(expected)  # marks count in one and stand in the other
