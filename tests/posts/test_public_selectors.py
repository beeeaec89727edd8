"""What the public reads of posts, and at what cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.posts.models import Placement, Post
from preau.posts.selectors import public
from tests.conftest import Cast
from tests.website.saying import alert, illustrate, say, withdraw


def texts(posts: list[Post]) -> list[str]:
    return [post.body_fr for post in posts]


def test_a_page_shows_its_own_posts_and_those_of_its_board_newest_first(cast: Cast) -> None:
    say(cast.saules, "vieux", minutes=50)
    say(cast.rivages, "du centre", minutes=20, on=(cast.saules,))
    say(cast.saules, "neuf", minutes=5)
    say(cast.erables, "d’ailleurs")
    assert texts(public.timeline(cast.saules)) == ["neuf", "du centre", "vieux"]


def test_drafts_and_withdrawn_posts_are_in_no_list(cast: Cast) -> None:
    Placement.objects.create(post=Post.objects.create(page=cast.saules, body_fr="brouillon"), page=cast.saules)
    withdraw(say(cast.saules, "retiré", tag="Neige"), "erreur")
    assert public.timeline(cast.saules) == []
    assert public.network_timeline(cast.rivages.institution) == []
    assert public.by_hashtag(cast.domain, "neige") == ("neige", [])


def test_a_list_goes_on_after_its_last_post_even_where_several_were_published_at_once(cast: Cast) -> None:
    at = clock.now()
    for number in range(5):
        say(cast.saules, str(number))
    Post.objects.update(published_at=at)
    Placement.objects.update(published_at=at)
    read: list[str] = []
    before = None
    while posts := public.timeline(cast.saules, before=before, limit=2):
        read += texts(posts)
        before = public.Cursor.parse(str(public.Cursor.of(posts[-1])))
    assert read == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "text", ["", "-", "1", "1-", "-1", "a-b", "1-2-3", "١-٢", "9" * 30 + "-1", "1-" + "9" * 25, "1e3-2", " 1-2", "-5-2"]
)
def test_a_cursor_that_no_list_wrote_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        public.Cursor.parse(text)


def test_a_board_with_its_schools_shows_each_post_once(cast: Cast) -> None:
    say(cast.rivages, "du centre", minutes=3, on=(cast.saules, cast.erables))
    say(cast.saules, "de l’école", minutes=1)
    say(cast.phare, "d’un autre centre")
    assert texts(public.network_timeline(cast.rivages.institution)) == ["de l’école", "du centre"]


def test_the_newest_posts_of_many_pages_are_those_that_sorting_them_all_would_give(cast: Cast) -> None:
    pages = [cast.rivages, cast.saules, cast.erables, cast.estuaire, cast.phare]
    for number in range(40):
        say(pages[(number * number) % 5], str(number), minutes=(number * 7) % 41)
    everything = [str(post.body_fr) for post in Post.objects.order_by("-published_at", "-pk")]
    ids = [page.pk for page in pages]
    read: list[str] = []
    before = None
    while posts := public.newest_of(ids, before=before, limit=3):
        read += texts(posts)
        before = public.Cursor.of(posts[-1])
    assert read == everything


def test_a_hashtag_is_found_without_its_accents_and_only_on_its_domain(cast: Cast) -> None:
    say(cast.saules, "bravo", tag="VieÀLÉcole")
    label, posts = public.by_hashtag(cast.domain, "vieàlécole")
    assert (label, texts(posts)) == ("VieÀLÉcole", ["bravo"])
    other = type(cast.domain).objects.create(host="ailleurs.test", name="Ailleurs")
    assert public.by_hashtag(other, "viealecole")[1] == []


def test_a_withdrawn_post_is_still_known_and_a_draft_is_not(cast: Cast) -> None:
    post = say(cast.saules, "retiré")
    withdraw(post, "erreur")
    draft = Post.objects.create(page=cast.saules, body_fr="brouillon")
    assert public.public_post(cast.domain, post.pk) == post
    assert public.public_post(cast.domain, draft.pk) is None


def test_the_state_of_a_school_is_its_newest_alert_still_in_force(cast: Cast) -> None:
    alert(cast.saules, "hier", hours=-1, minutes=600)
    closed = alert(cast.rivages, "fermée", on=(cast.saules,), minutes=10)
    say(cast.saules, "un message")
    assert public.current_alert(cast.saules) == closed
    assert public.current_alert(cast.erables) is None


def test_an_opening_ends_the_alerts_before_it_for_good(cast: Cast) -> None:
    alert(cast.saules, "fermée jusqu’à vendredi", hours=72, minutes=60)
    opened = alert(cast.saules, "ouverte", state="open", hours=2, minutes=30)
    assert public.alerts_in_force(cast.saules) == [opened]
    assert public.current_alert(cast.saules, clock.now() + dt.timedelta(hours=3)) is None


def test_an_information_does_not_hide_a_closing(cast: Cast) -> None:
    closed = alert(cast.saules, "fermée", minutes=60)
    info = alert(cast.saules, "garde ouverte", state="info")
    assert public.alerts_in_force(cast.saules) == [info, closed]


def test_an_alert_without_an_end_is_forgotten_after_a_month(cast: Cast) -> None:
    alert(cast.saules, "fermée", hours=None)
    assert public.current_alert(cast.saules) is not None
    assert public.current_alert(cast.saules, clock.now() + dt.timedelta(days=31)) is None


def test_the_alerts_of_the_network_leave_out_what_is_over(cast: Cast) -> None:
    alert(cast.saules, "fermée", minutes=50)
    alert(cast.saules, "ouverte", state="open", minutes=20)
    alert(cast.rivages, "expirée", hours=-1, minutes=90)
    kept = alert(cast.phare, "retardée", state="delayed")
    assert public.network_alerts(cast.domain) == [kept]


def test_a_timeline_costs_two_queries_whatever_it_shows(cast: Cast, django_assert_num_queries) -> None:
    for number in range(12):
        illustrate(say(cast.rivages, str(number), on=(cast.saules,)), "un dessin")
    with django_assert_num_queries(2):
        for post in public.timeline(cast.saules):
            assert post.page.institution
            assert post.page.domain.name
            assert [attachment.picture.width for attachment in post.attachments.all()] == [1200]


def plan(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return " ".join(str(row[3]) for row in cursor.fetchall())


def sql_of(captured, table: str) -> str:
    return next(query["sql"] for query in captured if f'FROM "{table}"' in query["sql"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the plans of SQLite")
@pytest.mark.parametrize(
    ("read", "table", "index"),
    [
        (lambda cast: public.timeline(cast.saules), "posts_placement", "placement_newest"),
        (
            lambda cast: public.timeline(cast.saules, before=public.Cursor(clock.now(), 9)),
            "posts_placement",
            "placement_newest",
        ),
        (lambda cast: public.by_hashtag(cast.domain, "neige"), "posts_hashtag", "hashtag_newest"),
        (lambda cast: public.alerts_in_force(cast.saules), "posts_placement", "placement_newest"),
        (lambda cast: public.network_alerts(cast.domain), "posts_post", "post_alerts"),
    ],
    ids=["timeline", "timeline further on", "hashtag", "alerts of a page", "alerts of the network"],
)
def test_each_list_walks_an_index_and_sorts_nothing(
    cast: Cast, django_assert_max_num_queries, read, table: str, index: str
) -> None:
    say(cast.saules, "neige", tag="neige")
    with django_assert_max_num_queries(5) as captured:
        read(cast)
    found = plan(sql_of(captured, table))
    assert index in found
    assert "TEMP B-TREE" not in found
