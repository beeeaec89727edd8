from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import ImageFieldFile
from django.utils.translation import gettext as _

from preau.institutions.models import Page
from preau.institutions.signals import page_changed
from preau.kernel import images
from preau.kernel.errors import Conflict, Invalid
from preau.records.services import record
from preau.users.models import User

from .opening import journal_of

MAX_LINKS = 6
MAX_FIELDS = 4
SUMMARY_LENGTH = 600
LABEL_LENGTH = 60
URL_LENGTH = 300
VALUE_LENGTH = 200


@dataclass(frozen=True)
class PageContent:
    """What people write on a page. `portrait` and `banner`: the bytes of a picture, b"" to remove it, None to keep it.

    `links`: [{"label", "url"}]; `fields`: [{"label", "value"}].
    """

    name: str
    summary_fr: str = ""
    summary_en: str = ""
    links: list[dict[str, str]] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)
    portrait: bytes | None = None
    banner: bytes | None = None


WRITTEN = ("name", "summary_fr", "summary_en", "links", "fields")


def page_edit(*, page: Page, by: User | None, version: int, content: PageContent) -> Page:
    """Write `content` on a page, as somebody saw it at `version`.

    Raises `Conflict` when somebody else has changed it since, `Invalid` when the content can't be a page's. The same
    content again changes nothing.
    """
    _check(content)
    pictures = {"portrait": _encoded(content.portrait, "portrait"), "banner": _encoded(content.banner, "banner")}
    with transaction.atomic():
        locked = Page.objects.select_for_update(of=("self",)).select_related("official").get(pk=page.pk)
        if locked.version != version:
            raise Conflict(
                _(
                    "Une autre personne a modifié cette page pendant que vous écriviez. Rien n’a été écrasé, et vos "
                    "textes sont encore ici : comparez, puis enregistrez de nouveau pour garder les vôtres."
                )
            )
        changed = [name for name in WRITTEN if getattr(locked, name) != getattr(content, name)]
        for name in changed:
            setattr(locked, name, getattr(content, name))
        changed += [name for name, data in pictures.items() if _set_picture(getattr(locked, name), data)]
        return _save(locked, changed, by) if changed else locked


def _save(page: Page, changed: list[str], by: User | None) -> Page:
    page.version += 1
    page.save(update_fields=[*changed, "version", "updated_at"])
    snapshot: dict[str, Any] = {name: getattr(page, name) for name in WRITTEN}
    snapshot |= {"handle": page.handle, "portrait": page.portrait.name, "banner": page.banner.name, "changed": changed}
    record(verb="page.edited", subject=page, actor=by, snapshot=snapshot, institution_id=journal_of(page))
    page_changed.send(sender=Page, page=page)
    return page


def _set_picture(picture: ImageFieldFile, data: bytes | None) -> bool:
    """Put `data` in the place of a picture; whether that changes anything. The former file goes once that is sure."""
    if data is None or (not data and not picture):
        return False
    storage, former = picture.storage, picture.name
    if former:
        transaction.on_commit(lambda: storage.delete(former))
    if data:
        picture.save(f"{secrets.token_urlsafe(12)}.webp", ContentFile(data), save=False)
    else:
        setattr(picture.instance, picture.field.name, "")
    return True


def _encoded(data: bytes | None, kind: str) -> bytes | None:
    if not data:
        return data
    try:
        return images.portrait(data) if kind == "portrait" else images.banner(data)
    except images.BadImage as error:
        raise Invalid(_picture_refusal(error.code)) from error


def _picture_refusal(code: str) -> str:
    if code in ("too_heavy", "too_many_pixels"):
        return _("Cette image est trop grande. Réduisez-la, puis choisissez-la de nouveau. Vos textes sont encore ici.")
    if code == "heic":
        return _("Cette installation ne lit pas les images HEIC : donnez une photo JPEG. Vos textes sont encore ici.")
    if code == "busy":
        return _(
            "Plusieurs images arrivent en même temps. Réessayez dans quelques secondes. Vos textes sont encore ici."
        )
    return _(
        "Ce fichier n’est pas une image qu’on peut lire : donnez une photo JPEG, PNG, WebP ou HEIC. Vos textes "
        "sont encore ici."
    )


def _check(content: PageContent) -> None:
    if not 0 < len(content.name) <= 200:
        raise Invalid(_("Donnez un nom à la page, d’au plus 200 caractères."))
    if max(len(content.summary_fr), len(content.summary_en)) > SUMMARY_LENGTH:
        raise Invalid(_("La présentation a plus de %(number)d caractères.") % {"number": SUMMARY_LENGTH})
    if len(content.links) > MAX_LINKS or len(content.fields) > MAX_FIELDS:
        raise Invalid(_("Une page a au plus six liens et quatre champs."))
    for link in content.links:
        if not link["label"] or len(link["label"]) > LABEL_LENGTH or len(link["url"]) > URL_LENGTH:
            raise Invalid(_("Chaque lien a un nom d’au plus 60 caractères et une adresse d’au plus 300."))
        if not link["url"].startswith(("https://", "http://")):
            raise Invalid(_("L’adresse d’un lien commence par https:// ou http://."))
    for each in content.fields:
        if (
            not each["label"]
            or not each["value"]
            or len(each["label"]) > LABEL_LENGTH
            or len(each["value"]) > VALUE_LENGTH
        ):
            raise Invalid(_("Chaque champ a un nom d’au plus 60 caractères et un contenu d’au plus 200."))
