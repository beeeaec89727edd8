from __future__ import annotations

from collections.abc import Callable

import pytest

from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.posts.models import DraftCopy, Post, PostState
from preau.posts.services import (
    DraftConflict,
    post_create,
    post_discard,
    post_edit,
    post_publish,
    post_return,
    post_save,
    post_send_to_review,
    post_withdraw,
)
from preau.posts.signals import post_edited, post_withdrawn
from preau.records.models import Entry
from tests.conftest import Cast

Make = Callable[..., Post]


def test_a_save_adds_a_version(cast: Cast, draft: Make) -> None:
    saved = post_save(actor=cast["saules_editor"], post=draft(), version=1, body_fr="Mieux dit")
    assert (saved.version, saved.body_fr) == (2, "Mieux dit")


def test_two_writers_lose_no_word(cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, tab="a", body_fr="Les mots d’Alix")
    with pytest.raises(DraftConflict, match="saules editor") as caught:
        post_save(actor=cast["saules_communications"], post=post, version=1, tab="b", body_fr="Les mots de Sacha")
    post.refresh_from_db()
    assert post.body_fr == "Les mots d’Alix"
    assert caught.value.copy.body_fr == "Les mots de Sacha"


def test_a_writer_in_conflict_goes_on_in_one_copy(cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, tab="a", body_fr="Alix")
    for words in ("S", "Sa", "Sacha"):
        with pytest.raises(Conflict):
            post_save(actor=cast["saules_communications"], post=post, version=1, tab="b", body_fr=words)
    assert list(DraftCopy.objects.values_list("body_fr", flat=True)) == ["Sacha"]


def test_a_window_whose_answer_was_lost_does_not_conflict_with_itself(cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, tab="a", body_fr="Un")
    assert post_save(actor=cast["saules_editor"], post=post, version=1, tab="a", body_fr="Un deux").version == 3


def test_the_same_words_are_no_conflict(cast: Cast, draft: Make) -> None:
    post = draft()
    post_save(actor=cast["saules_editor"], post=post, version=1, body_fr="Pareil")
    assert post_save(actor=cast["saules_communications"], post=post, version=1, body_fr="Pareil").version == 2


def test_a_published_post_is_no_longer_saved_as_a_draft(cast: Cast, published: Make) -> None:
    with pytest.raises(Invalid, match="publiée entre-temps"):
        post_save(actor=cast["saules_communications"], post=published(), version=1, body_fr="Trop tard")


def test_a_stranger_saves_nothing(cast: Cast, draft: Make) -> None:
    post = draft()
    with pytest.raises(NotAllowed):
        post_save(actor=cast["estuaire_administrator"], post=post, version=1, body_fr="Pirate")
    with pytest.raises(NotAllowed):
        post_save(actor=cast["saules_editor"], post=post, version=1, page=cast.erables)


@pytest.mark.parametrize(("kind", "size"), [("message", 3001), ("alert", 1001), ("article", 40001), ("message", 10**6)])
def test_a_text_that_is_too_long_is_refused(cast: Cast, kind: str, size: int) -> None:
    with pytest.raises(Invalid, match="limite"):
        post_create(actor=cast["saules_editor"], page=cast.saules, kind=kind, body_fr="a" * size)


def test_a_title_that_is_too_long_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="titre"):
        post_create(actor=cast["saules_editor"], page=cast.saules, title_fr="a" * 201)


def test_an_unknown_kind_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid, match="genre"):
        post_create(actor=cast["saules_editor"], page=cast.saules, kind="poem")


def test_an_editor_asks_for_review_and_gets_a_note_back(cast: Cast, draft: Make) -> None:
    post = draft(actor=cast["saules_editor"])
    post_send_to_review(actor=cast["saules_editor"], post=post)
    post_send_to_review(actor=cast["saules_editor"], post=post)
    returned = post_return(actor=cast["rivages_communications"], post=post, note="Ajoutez l’heure.")
    assert (returned.state, returned.review_note) == (PostState.DRAFT, "Ajoutez l’heure.")
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["post.drafted", "post.sent_for_review", "post.returned"]


def test_an_empty_draft_is_not_sent_to_review(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid):
        post_send_to_review(actor=cast["saules_editor"], post=draft(body_fr=""))


def test_an_editor_does_not_return_a_draft(cast: Cast, draft: Make) -> None:
    post = post_send_to_review(actor=cast["saules_editor"], post=draft())
    with pytest.raises(NotAllowed):
        post_return(actor=cast["saules_editor"], post=post, note="Non")


def test_a_draft_is_returned_with_words_and_once(cast: Cast, draft: Make) -> None:
    post = draft()
    with pytest.raises(Invalid):
        post_return(actor=cast["saules_communications"], post=post, note=" ")
    with pytest.raises(Conflict):
        post_return(actor=cast["saules_communications"], post=post, note="Pas en révision")


def test_what_is_in_review_can_be_published(cast: Cast, draft: Make) -> None:
    post = post_send_to_review(actor=cast["saules_editor"], post=draft())
    assert post_publish(actor=cast["saules_communications"], post=post).state == PostState.PUBLISHED


def test_an_edit_is_a_public_revision(cast: Cast, published: Make) -> None:
    heard: list[int] = []
    post_edited.connect(hear := lambda post, **_: heard.append(post.pk))
    post = published(body_fr="Jeudi #ancien")
    edited = post_edit(
        actor=cast["saules_communications"], post=post, version=1, body_fr="Vendredi #nouveau", note="Le jour"
    )
    post_edited.disconnect(hear)
    assert edited.edited_at is not None
    assert list(post.revisions.values_list("number", "body_fr", "note")) == [
        (1, "Jeudi #ancien", ""),
        (2, "Vendredi #nouveau", "Le jour"),
    ]
    assert "Vendredi" in edited.html_fr
    assert list(post.hashtags.values_list("name", flat=True)) == ["nouveau"]
    assert heard == [post.pk]


def test_an_edit_that_changes_nothing_makes_no_revision(cast: Cast, published: Make) -> None:
    post = published(body_fr="Pareil")
    post_edit(actor=cast["saules_communications"], post=post, version=1, body_fr="Pareil")
    assert post.revisions.count() == 1


def test_two_edits_of_the_same_text_are_told(cast: Cast, published: Make) -> None:
    post = published()
    post_edit(actor=cast["saules_communications"], post=post, version=1, body_fr="Un")
    with pytest.raises(Conflict):
        post_edit(actor=cast["rivages_communications"], post=post, version=1, body_fr="Deux")


def test_an_edit_leaves_no_empty_post(cast: Cast, published: Make) -> None:
    with pytest.raises(Invalid):
        post_edit(actor=cast["saules_communications"], post=published(), version=1, body_fr="")


def test_an_edit_moves_no_post_to_another_page(cast: Cast, published: Make) -> None:
    with pytest.raises(Invalid):
        post_edit(actor=cast["superuser"], post=published(), version=1, page=cast.erables)


def test_an_editor_edits_no_published_post(cast: Cast, published: Make) -> None:
    with pytest.raises(NotAllowed):
        post_edit(actor=cast["saules_editor"], post=published(), version=1, body_fr="Non")


def test_a_withdrawn_post_leaves_its_trace_and_its_reason(cast: Cast, published: Make) -> None:
    heard: list[int] = []
    post_withdrawn.connect(hear := lambda post, **_: heard.append(post.pk))
    post = published(body_fr="Erreur #oups")
    for reason in ("Mauvaise date", "Une autre raison"):
        gone = post_withdraw(actor=cast["saules_communications"], post=post, reason=reason)
    post_withdrawn.disconnect(hear)
    assert (gone.state, gone.withdrawn_reason) == (PostState.WITHDRAWN, "Mauvaise date")
    assert not post.placements.filter(published_at__isnull=False).exists()
    assert not post.hashtags.filter(published_at__isnull=False).exists()
    assert heard == [post.pk]


def test_a_reason_is_asked_for(cast: Cast, published: Make) -> None:
    with pytest.raises(Invalid, match="pourquoi"):
        post_withdraw(actor=cast["saules_communications"], post=published(), reason="  ")


def test_a_draft_is_not_withdrawn(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid, match="publié"):
        post_withdraw(actor=cast["saules_communications"], post=draft(), reason="Non")


@pytest.mark.parametrize("name", ["saules_editor", "estuaire_administrator", "nobody"])
def test_who_may_not_publish_withdraws_nothing(cast: Cast, published: Make, name: str) -> None:
    with pytest.raises(NotAllowed):
        post_withdraw(actor=cast[name], post=published(), reason="Non")


def test_a_withdrawn_post_is_neither_edited_nor_published_again(cast: Cast, published: Make) -> None:
    post = published()
    post_withdraw(actor=cast["saules_communications"], post=post, reason="Erreur")
    with pytest.raises(Invalid):
        post_edit(actor=cast["saules_communications"], post=post, version=1, body_fr="Retour")
    with pytest.raises(Invalid):
        post_publish(actor=cast["saules_communications"], post=post)


def test_a_draft_thrown_away_leaves_its_words_in_the_journal(cast: Cast, draft: Make) -> None:
    post_discard(actor=cast["saules_editor"], post=draft(body_fr="Finalement non"))
    assert not Post.objects.exists()
    entry = Entry.objects.get(verb="post.discarded")
    assert entry.snapshot is not None
    assert entry.snapshot["body_fr"] == "Finalement non"


def test_a_published_post_is_not_thrown_away(cast: Cast, published: Make) -> None:
    with pytest.raises(Invalid):
        post_discard(actor=cast["superuser"], post=published())
