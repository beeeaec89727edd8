"""Which of the words that a person types narrow a search among posts."""

from __future__ import annotations

import pytest

from preau.kernel.text import fold
from preau.posts.models import Post
from preau.posts.selectors import matching
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def found(cast: Cast, words: str, *texts: str) -> list[str]:
    for text in texts:
        Post.objects.create(page=cast.saules, body_fr=text, search_text=fold(text))
    return sorted(matching(Post.objects.all(), words).values_list("body_fr", flat=True))


def test_the_small_words_of_a_sentence_do_not_narrow_it(cast: Cast) -> None:
    assert found(cast, "conseil d’établissement", "Conseil et établissement", "Neige") == ["Conseil et établissement"]


def test_a_number_narrows_however_short(cast: Cast) -> None:
    assert found(cast, "circuit 14", "Circuit 14", "Circuit 27") == ["Circuit 14"]


def test_a_small_word_alone_is_looked_for(cast: Cast) -> None:
    assert found(cast, "la", "La neige", "Tempête") == ["La neige"]
