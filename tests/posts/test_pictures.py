from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from preau.kernel.errors import Invalid, NotAllowed
from preau.kernel.images import BadImage
from preau.posts.models import Picture, Post, PostState
from preau.posts.services import (
    picture_attach,
    picture_describe,
    picture_remove,
    post_create,
    post_edit,
    post_publish,
    post_save,
    upload_bytes,
)
from preau.posts.services.pictures import refusal
from tests.conftest import Cast

Make = Callable[..., Post]


def square(shade: int) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (20, 20), (shade, shade, shade)).save(output, "PNG")
    return output.getvalue()


def test_a_picture_is_kept_in_its_widths_as_webp(cast: Cast, draft: Make, jpeg: bytes) -> None:
    kept = picture_attach(actor=cast["saules_editor"], post=draft(), data=jpeg).picture
    assert [r["width"] for r in kept.renditions] == [480, 800]
    for rendition in kept.renditions:
        with default_storage.open(rendition["file"]) as file:
            assert Image.open(file).format == "WEBP"


def test_the_same_file_is_kept_once(cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft()
    for target in (post, post, draft()):
        picture_attach(actor=cast["saules_editor"], post=target, data=jpeg)
    assert Picture.objects.count() == 1
    assert post.attachments.count() == 1


def test_pictures_keep_their_order_and_can_be_taken_out(cast: Cast, draft: Make) -> None:
    post = draft()
    made = [picture_attach(actor=cast["saules_editor"], post=post, data=square(n)).pk for n in range(3)]
    assert list(post.attachments.values_list("pk", flat=True)) == made
    picture_remove(actor=cast["saules_editor"], post=post, attachment=made[1])
    assert list(post.attachments.values_list("pk", flat=True)) == [made[0], made[2]]


def test_a_ninth_picture_is_refused(cast: Cast, draft: Make) -> None:
    post = draft()
    for shade in range(8):
        picture_attach(actor=cast["saules_editor"], post=post, data=square(shade))
    with pytest.raises(Invalid, match="huit"):
        picture_attach(actor=cast["saules_editor"], post=post, data=square(9))


def test_a_stranger_adds_no_picture(cast: Cast, draft: Make, jpeg: bytes) -> None:
    with pytest.raises(NotAllowed):
        picture_attach(actor=cast["estuaire_administrator"], post=draft(), data=jpeg)


@pytest.mark.parametrize("code", BadImage.CODES)
def test_each_refusal_says_what_to_do(code: str) -> None:
    assert len(refusal(code)) > 20


def test_an_svg_is_refused_with_words(cast: Cast, draft: Make) -> None:
    with pytest.raises(Invalid, match="PNG"):
        picture_attach(actor=cast["saules_editor"], post=draft(), data=b"<svg><script>alert(1)</script></svg>")


def test_thirty_megabytes_are_refused_before_they_are_read() -> None:
    upload = SimpleUploadedFile("photo.jpg", b"", "image/jpeg")
    upload.size = 30_000_000
    with pytest.raises(Invalid, match="20\u00a0Mo"):
        upload_bytes(upload)


def test_a_picture_is_described_before_it_is_published(cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft()
    attachment = picture_attach(actor=cast["saules_editor"], post=post, data=jpeg)
    with pytest.raises(Invalid, match="Décrivez l’image 1"):
        post_publish(actor=cast["saules_communications"], post=post)
    picture_describe(actor=cast["saules_editor"], post=post, alts={attachment.pk: ("Une cour enneigée", "")})
    assert post_publish(actor=cast["saules_communications"], post=post).state == PostState.PUBLISHED


def test_a_picture_is_described_in_each_language_that_is_published(cast: Cast, jpeg: bytes) -> None:
    actor = cast["estuaire_administrator"]
    post = post_create(actor=actor, page=cast.estuaire, body_fr="Bonjour", body_en="Hello")
    picture_attach(actor=actor, post=post, data=jpeg, alt_fr="Une cour")
    with pytest.raises(Invalid, match="en anglais l’image 1"):
        post_publish(actor=actor, post=post)


def test_a_picture_alone_is_a_message(cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft(body_fr="")
    picture_attach(actor=cast["saules_editor"], post=post, data=jpeg, alt_fr="L’affiche du marché de Noël")
    assert post_publish(actor=cast["saules_communications"], post=post).state == PostState.PUBLISHED


def test_descriptions_are_saved_with_the_draft_and_edited_in_public(cast: Cast, draft: Make, jpeg: bytes) -> None:
    post = draft()
    attachment = picture_attach(actor=cast["saules_editor"], post=post, data=jpeg)
    post_save(actor=cast["saules_editor"], post=post, version=1, alts={attachment.pk: ("Une cour", "")})
    post_publish(actor=cast["saules_communications"], post=post)
    post_edit(actor=cast["saules_communications"], post=post, version=2, alts={attachment.pk: ("Une cour d’école", "")})
    assert [r.pictures[0]["alt_fr"] for r in post.revisions.all()] == ["Une cour", "Une cour d’école"]


def test_pictures_follow_to_the_pages_it_is_also_for(cast: Cast, jpeg: bytes) -> None:
    actor = cast["rivages_communications"]
    post = post_create(actor=actor, page=cast.saules, body_fr="Rentrée", also_for=[cast.erables])
    picture_attach(actor=actor, post=post, data=jpeg, alt_fr="Une cour")
    post_publish(actor=actor, post=post)
    assert Post.objects.get(page=cast.erables).attachments.get().alt_fr == "Une cour"


def test_one_picture_too_many_leaves_no_file(cast: Cast, draft: Make) -> None:
    post = draft()
    for shade in range(8):
        picture_attach(actor=cast["saules_editor"], post=post, data=square(shade))
    kept = sorted(Path(default_storage.location).rglob("*.webp"))
    with pytest.raises(Invalid, match="huit images"):
        picture_attach(actor=cast["saules_editor"], post=post, data=square(9))
    assert sorted(Path(default_storage.location).rglob("*.webp")) == kept
    assert len(kept) == 8
