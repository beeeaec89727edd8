from __future__ import annotations

import pytest

from preau.kernel.excerpt import cut


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
