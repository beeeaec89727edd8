from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.kernel.text import fold, one_line


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("École  Notre-Dame-du-Sacré-Cœur", "ecole notre-dame-du-sacre-coeur"),
        ("L’ÎLE-D’ANTICOSTI", "l'ile-d'anticosti"),
        (" \u00a0Nunavik\t", "nunavik"),
        ("", ""),
    ],
)
def test_folding_leaves_what_search_compares(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_name_holds_no_line_break_and_no_override_of_the_direction_of_writing() -> None:
    assert one_line(" École\r\nBcc: x\u2028y\u202ez\x00 ") == "École Bcc: x y z"
    assert one_line("École «\u00a0Exemple\u00a0»") == "École «\u00a0Exemple\u00a0»"
