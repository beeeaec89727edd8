from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from preau.institutions.models import Page
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.posts.models import Hashtag, Placement, Post, PostState
from preau.posts.selectors import post_address
from preau.posts.services import post_create, post_publish, post_save
from preau.posts.signals import post_published
from preau.records.models import Entry
from tests.conftest import Cast, make_institution

Make = Callable[..., Post]


def test_a_published_post_is_on_its_page_with_its_first_revision(cast: Cast, published: Make) -> None:
    post = published(body_fr="Portes ouvertes jeudi. #VieÀLÉcole")
    assert post.state == PostState.PUBLISHED
    assert post.published_at is not None
    assert post.placements.get().published_at == post.published_at
    assert post.revisions.get().body_fr == "Portes ouvertes jeudi. #VieÀLÉcole"
    assert "mots-clics/viealecole" in post.html_fr


def test_its_address_is_that_of_its_page_and_its_number(cast: Cast, published: Make) -> None:
    post = published()
    assert post_address(post) == f"http://testserver/@page_900001/{post.pk}"


def test_its_hashtags_find_it_folded(published: Make) -> None:
    post = published(body_fr="#VieÀLÉcole #vieàlécole #Neige")
    assert list(Hashtag.objects.filter(post=post).order_by("id").values_list("name", "label")) == [
        ("viealecole", "VieÀLÉcole"),
        ("neige", "Neige"),
    ]


def test_publishing_is_an_entry_with_a_snapshot(cast: Cast, published: Make) -> None:
    post = published(body_fr="À garder")
    entry = Entry.objects.get(verb="post.published")
    assert (entry.subject_id, entry.institution_id) == (str(post.pk), cast.saules.institution_id)
    assert entry.snapshot is not None
    assert entry.snapshot["body_fr"] == "À garder"


def test_publishing_twice_publishes_once(cast: Cast, draft: Make) -> None:
    heard: list[Post] = []
    post_published.connect(hear := lambda post, **_: heard.append(post))
    post = draft()
    for _ in range(2):
        post_publish(actor=cast["saules_communications"], post=post)
    post_published.disconnect(hear)
    assert len(heard) == 1
    assert post.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_publish_at_once_publish_once(cast: Cast, draft: Make) -> None:
    post = draft(cascade=[])
    heard: list[int] = []
    post_published.connect(hear := lambda post, **_: heard.append(post.pk))
    barrier = threading.Barrier(2)
    failures: list[BaseException] = []

    def publish(name: str) -> None:
        try:
            barrier.wait(5)
            post_publish(actor=cast[name], post=post)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(n,)) for n in ("saules_communications", "rivages_communications")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    post_published.disconnect(hear)
    assert failures == []
    assert heard == [post.pk]
    assert Entry.objects.filter(verb="post.published").count() == 1


def test_a_listener_that_fails_leaves_a_draft(cast: Cast, draft: Make) -> None:
    post = draft()

    def fail(**_: Any) -> None:
        raise RuntimeError("the disk is full")

    post_published.connect(fail)
    with pytest.raises(RuntimeError):
        post_publish(actor=cast["saules_communications"], post=post)
    post_published.disconnect(fail)
    post.refresh_from_db()
    assert post.state == PostState.DRAFT
    assert not Entry.objects.filter(verb="post.published").exists()


@pytest.mark.parametrize(
    "name", ["saules_editor", "saules_moderator", "saules_reader", "estuaire_administrator", "official", "nobody"]
)
def test_who_may_not_publish_here_is_refused(cast: Cast, draft: Make, name: str) -> None:
    post = draft()
    with pytest.raises(NotAllowed):
        post_publish(actor=cast[name], post=post)
    post.refresh_from_db()
    assert post.state == PostState.DRAFT


@pytest.mark.parametrize("name", ["saules_moderator", "saules_reader", "estuaire_administrator", "official", "nobody"])
def test_who_may_not_write_here_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        post_create(actor=cast[name], page=cast.saules, body_fr="Bonjour")


def test_a_board_does_not_speak_for_an_official(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        post_create(actor=cast["rivages_administrator"], page=cast.commissioner, body_fr="Bonjour")


def test_an_official_publishes_on_their_own_page(cast: Cast) -> None:
    post = post_create(actor=cast["official"], page=cast.commissioner, body_fr="Bonjour")
    assert post_publish(actor=cast["official"], post=post).state == PostState.PUBLISHED


def test_what_was_changed_since_it_was_read_is_not_published(cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Autre chose")
    with pytest.raises(Conflict):
        post_publish(actor=cast["saules_communications"], post=post, version=1)


def test_a_post_without_text_is_refused(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid, match="texte en français"):
        post_publish(actor=cast["saules_communications"], post=draft(body_fr=""))


def test_an_article_needs_its_title(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid, match="titre"):
        post_publish(actor=cast["saules_communications"], post=draft(kind="article"))


def test_a_page_that_publishes_in_english_needs_english(cast: Cast, draft: Make) -> None:
    cast.saules.institution.language_policy = "en"
    cast.saules.institution.save()
    with pytest.raises(Invalid, match="anglais"):
        post_publish(actor=cast["saules_communications"], post=draft())


def test_an_alert_says_what_it_says_of_the_school(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid, match="ouverte"):
        post_publish(actor=cast["saules_communications"], post=draft(kind="alert"))


def test_an_alert_does_not_end_in_the_past(cast: Cast, draft: Make) -> None:
    past = timezone.now() - timedelta(hours=1)
    with pytest.raises(Invalid, match="passée"):
        post_publish(
            actor=cast["saules_communications"], post=draft(kind="alert", alert_state="closed", expires_at=past)
        )


def test_a_closed_page_publishes_nothing(cast: Cast, draft: Make) -> None:
    post = draft()
    Page.objects.filter(pk=cast.saules.pk).update(closed_at=timezone.now())
    with pytest.raises(Invalid, match="ouverte"):
        post_publish(actor=cast["saules_communications"], post=post)


def test_a_board_cascades_to_its_schools_and_signs(cast: Cast) -> None:
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.rivages, body_fr="Tempête", cascade=[cast.saules, cast.erables])
    post_publish(actor=actor, post=post)
    shown = Placement.objects.filter(post=post, published_at=post_publish(actor=actor, post=post).published_at)
    assert set(shown.values_list("page_id", flat=True)) == {cast.rivages.pk, cast.saules.pk, cast.erables.pk}
    assert Post.objects.count() == 1


@pytest.mark.parametrize("stranger", ["phare", "estuaire", "commissioner"])
def test_a_board_does_not_cascade_to_a_page_that_is_not_below_it(cast: Cast, stranger: str) -> None:
    with pytest.raises(Invalid, match="ne relèvent pas"):
        post_create(actor=cast["superuser"], page=cast.rivages, body_fr="Tempête", cascade=[getattr(cast, stranger)])


def test_a_school_does_not_cascade_to_its_neighbour(cast: Cast) -> None:
    with pytest.raises(Invalid):
        post_create(actor=cast["rivages_communications"], page=cast.saules, body_fr="Oui", cascade=[cast.erables])


def test_a_page_closed_since_is_named_before_anything_is_published(cast: Cast) -> None:
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.rivages, body_fr="Tempête", cascade=[cast.saules, cast.erables])
    Page.objects.filter(pk=cast.erables.pk).update(closed_at=timezone.now())
    with pytest.raises(Invalid, match="Érables"):
        post_publish(actor=actor, post=post)
    assert not Placement.objects.filter(published_at__isnull=False).exists()


def test_each_page_it_is_also_for_gets_a_post_of_its_own(cast: Cast) -> None:
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.saules, body_fr="Rentrée", also_for=[cast.erables])
    post_publish(actor=actor, post=post)
    copy = Post.objects.get(page=cast.erables)
    assert (copy.origin_id, copy.state, copy.body_fr) == (post.pk, PostState.PUBLISHED, "Rentrée")
    assert Entry.objects.filter(verb="post.published").count() == 2


def test_nobody_publishes_also_for_a_page_that_is_not_theirs(cast: Cast, draft: Make) -> None:
    post = draft(also_for=[cast.erables])
    with pytest.raises(NotAllowed, match="Érables"):
        post_publish(actor=cast["saules_communications"], post=post)
    assert not Post.objects.filter(state=PostState.PUBLISHED).exists()


def test_a_page_it_is_also_for_must_find_its_language(cast: Cast) -> None:
    cast.erables.institution.language_policy = "en"
    cast.erables.institution.save()
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.saules, body_fr="Rentrée", also_for=[cast.erables])
    with pytest.raises(Invalid, match="langue"):
        post_publish(actor=actor, post=post)


def test_a_cascade_to_sixty_schools_asks_as_little_as_one_to_two(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    schools = [make_institution(cast.domain, "school", f"École {n}", f"9010{n:02}", cast.rivages) for n in range(60)]
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.rivages, body_fr="Tempête", cascade=schools)
    with django_assert_max_num_queries(45):
        post_publish(actor=actor, post=post)
    assert post.placements.filter(published_at__isnull=False).count() == 61


def test_known_handles_are_linked_and_others_are_not(cast: Cast, published: Make) -> None:
    post = published(body_fr="Merci à @page_900002 et à @inconnue")
    assert 'href="http://testserver/@page_900002"' in post.html_fr
    assert "@inconnue</" in post.html_fr


def test_hostile_text_is_text(published: Make) -> None:
    post = published(body_fr="<script>alert(1)</script> javascript:alert(2) <img src=x onerror=y>")
    assert "<script" not in post.html_fr
    assert "<img" not in post.html_fr
    assert "<a" not in post.html_fr
