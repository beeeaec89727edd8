"""Which of the words that a person types narrow a search among posts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from preau.kernel.text import fold
from preau.posts.models import Post, PostState
from preau.posts.selectors import matching
from preau.posts.selectors.desk import sheet
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


@pytest.mark.parametrize("few", [0, 1, 2, 100])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("groupe 12", ["Groupe 12", "Groupe 128"]),  # a common word and a rare one
        ("grou 12", ["Groupe 12", "Groupe 128"]),  # two beginnings
        ("groupe neige", ["Neige, groupe 7"]),
        ("groupe", ["Groupe 12", "Groupe 128", "Groupe 7", "Neige, groupe 7"]),
        ("groupe introuvable", []),
        ("neige tempete", []),  # each in many posts, both in none
    ],
)
def test_the_same_posts_are_found_however_common_the_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int, words: str, expected: list[str]
) -> None:
    monkeypatch.setattr("preau.posts.selectors.desk.FEW_MATCHES", few)
    texts = ["Groupe 12", "Groupe 128", "Groupe 7", "Neige, groupe 7", "Neige", "Tempête", "Tempête encore"]
    assert found(cast, words, *texts) == expected
    Post.objects.update(state=PostState.PUBLISHED, published_at=timezone.now())
    assert (
        sorted(post.body_fr for post in sheet(Post.objects.all(), PostState.PUBLISHED, words=words).posts) == expected
    )
    assert sheet(Post.objects.all(), PostState.DRAFT, words=words).posts == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_a_few_posts_are_looked_up_and_not_looked_for(cast: Cast) -> None:
    Post.objects.bulk_create(Post(page=cast.saules, search_text="groupe 12") for _ in range(40))
    with CaptureQueriesContext(connection) as queries:
        sheet(Post.objects.all(), PostState.DRAFT, words="groupe 12")
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[-1]["sql"])
        plan = [row[3] for row in cursor.fetchall()]
    assert plan[0].startswith("SEARCH posts_post USING INTEGER PRIMARY KEY")
