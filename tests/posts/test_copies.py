from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from preau.kernel.errors import Conflict, NotAllowed
from preau.posts.models import DraftCopy, Post, Presence
from preau.posts.services import DraftConflict, copy_leave, copy_take, picture_attach, post_save, presence_note
from tests.conftest import Cast

Make = Callable[..., Post]


@pytest.fixture
def clash(cast: Cast, draft: Make) -> DraftCopy:
    """Alix saved first; Sacha's words are set aside."""
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Alix")
    with pytest.raises(DraftConflict) as caught:
        post_save(actor=cast["saules_communications"], post=post, version=1, body_fr="Sacha")
    return caught.value.copy


def test_taking_the_other_words_keeps_the_first_ones(cast: Cast, clash: DraftCopy) -> None:
    post = copy_take(actor=cast["saules_communications"], copy=clash, version=2)
    clash.refresh_from_db()
    assert (post.body_fr, post.version) == ("Sacha", 3)
    assert (clash.body_fr, clash.settled_at is not None) == ("Alix", True)


def test_taking_the_other_words_keeps_the_first_descriptions(cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft()
    picture = picture_attach(actor=cast["saules_editor"], post=post, data=jpeg).pk
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="A", alts={picture: ("Une haie", "A hedge")})
    with pytest.raises(DraftConflict) as caught:
        post_save(
            actor=cast["saules_communications"], post=post, version=1, body_fr="S", alts={picture: ("Un mur", "A wall")}
        )
    copy_take(actor=cast["saules_communications"], copy=caught.value.copy, version=2)
    copy = DraftCopy.objects.get()
    assert (post.attachments.get().alt_fr, copy.alts) == ("Un mur", {str(picture): ["Une haie", "A hedge"]})


def test_leaving_them_keeps_them_too(cast: Cast, clash: DraftCopy) -> None:
    post = copy_leave(actor=cast["saules_communications"], copy=clash)
    clash.refresh_from_db()
    assert (post.body_fr, clash.body_fr) == ("Alix", "Sacha")
    assert clash.settled_at is not None


def test_a_draft_that_changed_meanwhile_is_not_overwritten(cast: Cast, clash: DraftCopy) -> None:
    post_save(actor=cast["saules_editor"], post=clash.post, version=2, body_fr="Alix encore")
    with pytest.raises(Conflict):
        copy_take(actor=cast["saules_communications"], copy=clash, version=2)


def test_one_chooses_once(cast: Cast, clash: DraftCopy) -> None:
    copy_leave(actor=cast["saules_communications"], copy=clash)
    with pytest.raises(Conflict):
        copy_take(actor=cast["saules_communications"], copy=clash, version=2)


def test_a_stranger_does_not_choose(cast: Cast, clash: DraftCopy) -> None:
    with pytest.raises(NotAllowed):
        copy_take(actor=cast["estuaire_administrator"], copy=clash, version=2)


def test_people_on_one_draft_see_each_other_by_name(cast: Cast, draft: Make) -> None:
    post = draft()
    assert presence_note(actor=cast["saules_editor"], post=post) == []
    assert presence_note(actor=cast["saules_communications"], post=post) == ["saules editor"]


def test_who_left_is_no_longer_seen(cast: Cast, draft: Make) -> None:
    post = draft()
    presence_note(actor=cast["saules_editor"], post=post)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert presence_note(actor=cast["saules_communications"], post=post) == []
