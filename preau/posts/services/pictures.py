from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from preau.institutions.models import Capability, Page
from preau.kernel import clock, images
from preau.kernel.errors import Invalid
from preau.posts.models import Attachment, Picture, Post
from preau.users.models import User

from .content import Alts, describe
from .rights import require
from .save import locked_draft

MAX_PICTURES = 8


def upload_bytes(upload: UploadedFile) -> bytes:
    """What somebody sent, unless it is too heavy, which is known before it is read. Raises Invalid."""
    if (upload.size or 0) > settings.PICTURE_MAX_BYTES:
        raise Invalid(refusal("too_heavy"))
    return bytes(upload.read())


def picture_attach(*, actor: User, post: Post, data: bytes, alt_fr: str = "", alt_en: str = "") -> Attachment:
    """Add a picture to a draft, made safe. The same file sent twice to a page is kept once.

    Raises NotAllowed, or Invalid saying why the file can't become a picture and what to do.
    """
    require(actor, Capability.WRITE, post.page)
    _refuse_one_too_many(post)  # before any file is written; asked again once the draft is locked
    picture = _known(post.page, data) or _made(post.page, actor, data)
    with transaction.atomic():
        draft = locked_draft(post)
        _refuse_one_too_many(draft)
        picture.save()
        last = draft.attachments.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        attachment, _new = Attachment.objects.get_or_create(
            post=draft, picture=picture, defaults={"position": position}
        )
        if alt_fr or alt_en:
            describe(draft, {attachment.pk: (alt_fr, alt_en)})
    return attachment


def _refuse_one_too_many(post: Post) -> None:
    if post.attachments.count() >= MAX_PICTURES:
        raise Invalid(_("Une publication montre huit images au plus. Retirez-en une d’abord."))


def picture_remove(*, actor: User, post: Post, attachment: int) -> None:
    """Take a picture (by the id of its attachment) out of a draft."""
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.WRITE, draft.page)
        draft.attachments.filter(pk=attachment).delete()


def picture_describe(*, actor: User, post: Post, alts: Alts) -> None:
    """Set the alternative texts of a draft's pictures."""
    with transaction.atomic():
        draft = locked_draft(post)
        require(actor, Capability.WRITE, draft.page)
        describe(draft, alts)


def _known(page: Page, data: bytes) -> Picture | None:
    return Picture.objects.filter(page=page, digest=hashlib.sha256(data).hexdigest()).first()


def _made(page: Page, actor: User, data: bytes) -> Picture:
    """The picture, its files written, its row not yet: encoding takes a second, in which no lock is held."""
    try:
        encoded = images.renditions(data, max_bytes=settings.PICTURE_MAX_BYTES)
    except images.BadImage as error:
        raise Invalid(refusal(error.code)) from error
    return Picture(
        page=page,
        digest=hashlib.sha256(data).hexdigest(),
        width=encoded.width,
        height=encoded.height,
        blurhash=encoded.blurhash,
        renditions=_stored(encoded),
        uploaded_by=actor,
    )


def _stored(encoded: images.Encoded) -> list[dict[str, Any]]:
    """The files under names that nobody can guess: a draft's picture is nobody else's business yet."""
    stem = f"posts/{clock.now():%Y/%m}/{secrets.token_urlsafe(16)}"
    kept = []
    for rendition in encoded.renditions:
        name = default_storage.save(f"{stem}-{rendition.width}.webp", ContentFile(rendition.data))
        kept.append({"width": rendition.width, "height": rendition.height, "file": name, "type": images.TYPE})
    return kept


def refusal(code: str) -> str:
    """What `BadImage` says, in words that say what to do."""
    megabytes = settings.PICTURE_MAX_BYTES // 1_000_000
    words = {
        "empty": _("Ce fichier est vide. Choisissez-en un autre."),
        "too_heavy": _(
            "Cette image est trop lourde : %(limit)d Mo au plus. Enregistrez-la en plus petit, puis réessayez."
        )
        % {"limit": megabytes},
        "too_many_pixels": _("Cette image a trop de pixels. Réduisez ses dimensions, puis réessayez."),
        "unreadable": _("Cette image est abîmée ou incomplète. Exportez-la de nouveau, puis réessayez."),
        "svg": _("Un fichier SVG peut contenir un programme : il est refusé. Exportez l’image en PNG."),
        "pdf": _("Ceci est un document PDF. Exportez la page voulue en JPEG ou en PNG."),
        "video": _("Ceci est une vidéo : seules les images sont acceptées ici."),
        "heic": _("Cette installation ne lit pas les images HEIC. Envoyez-la en JPEG, puis réessayez."),
        "busy": _("Plusieurs images arrivent en même temps. Réessayez dans quelques secondes."),
        "not_an_image": _(
            "Ce fichier n’est pas une image, malgré son nom. Acceptées : JPEG, PNG, WebP, AVIF, GIF, HEIC."
        ),
    }
    return words[code]
