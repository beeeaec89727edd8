"""The newest posts of many pages, found without reading the others."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.utils import timezone

from preau.institutions.models import Page
from preau.posts.models import Post, PostState
from preau.posts.selectors.desk import sheet
from preau.posts.selectors.newest import newest_among
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def written(page: Page, hours_ago: float, state: str = PostState.PUBLISHED) -> Post:
    return Post.objects.create(page=page, state=state, published_at=NOW - dt.timedelta(hours=hours_ago))


def every_page() -> list[int]:
    return list(Page.objects.values_list("pk", flat=True))


def newest(count: int) -> list[int]:
    posts = Post.objects.filter(state=PostState.PUBLISHED)
    found = newest_among(posts, every_page(), "published_at", count).order_by("-published_at", "-pk")[:count]
    return [post.pk for post in found]


def test_they_are_those_that_sorting_everything_would_give(cast: Cast) -> None:
    chance = random.Random(4)
    pages = [cast.rivages, cast.saules, cast.erables, cast.estuaire, cast.phare]
    for _ in range(60):
        written(chance.choices(pages, [20, 5, 2, 1, 1])[0], chance.randint(1, 30))
    everything = list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
    for count in (1, 2, 3, 7, 25, 59, 60, 100):
        assert newest(count) == everything[:count]


def test_posts_of_the_same_moment_are_all_candidates(cast: Cast) -> None:
    posts = [written(page, 5) for page in (cast.saules, cast.erables, cast.phare)]
    assert newest(2) == [posts[2].pk, posts[1].pk]


def test_pages_without_any_post_are_no_trouble(cast: Cast) -> None:
    assert newest(5) == []


def test_another_state_does_not_count(cast: Cast) -> None:
    kept = written(cast.saules, 9)
    written(cast.saules, 1, PostState.WITHDRAWN)
    assert newest(5) == [kept.pk]


def test_sheets_follow_one_another_without_a_gap_over_many_pages(cast: Cast) -> None:
    for hour in range(60):
        written((cast.saules, cast.erables, cast.phare)[hour % 3], hour)
    seen, after = [], None
    while True:
        found = sheet(Post.objects.all(), PostState.PUBLISHED, after, pages=every_page())
        seen += [post.pk for post in found.posts]
        after = found.next_after
        if after is None:
            break
    assert seen == list(Post.objects.order_by("-published_at", "-pk").values_list("pk", flat=True))
