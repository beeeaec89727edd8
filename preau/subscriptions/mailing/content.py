"""What a post says by mail: rendered once a language, whatever the number of readers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.channels.selectors import origin_of, picture_address
from preau.institutions.models import Institution, Page
from preau.institutions.selectors import page_address
from preau.kernel import clock
from preau.kernel.excerpt import cut, telling_words
from preau.mail.services.sending.blank import Blank, blank, one_line
from preau.mail.services.sending.inline import inline
from preau.posts.models import Post, PostKind
from preau.posts.selectors import post_address

from .links import manage_link, unsubscribe_link
from .plain import plain_text

PICTURE_WIDTH = 800  # pixels: twice the 400 that a phone shows
SUBJECT_LENGTH = 90  # characters: what mail readers show of a subject
TEASER_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Picture:
    address: str
    alt: str


@dataclass(frozen=True, slots=True)
class Told:
    """A post in the language that fits the reader best: `language` is that of its text, not of the reader."""

    post: Post
    language: str
    title: str
    html: str
    text: str
    address: str

    @property
    def is_alert(self) -> bool:
        return self.post.kind == PostKind.ALERT

    @property
    def is_over(self) -> bool:
        """An alert that a digest tells after its time: « fermée aujourd’hui » was true of another day."""
        return self.is_alert and self.post.expires_at is not None and self.post.expires_at <= clock.now()

    @property
    def teaser(self) -> str:
        return cut(telling_words(self.html) or one_line(self.text), TEASER_LENGTH)

    @property
    def headline(self) -> str:
        return self.title or cut(telling_words(self.html) or one_line(self.text), SUBJECT_LENGTH)


def tell(post: Post, language: str) -> Told:
    """`post` for a reader of `language`; in the other one where it has no text in it."""
    other = "en" if language == "fr" else "fr"
    written = language if _has(post, language) or not _has(post, other) else other
    html = _absolute(getattr(post, f"html_{written}"), origin_of(post.page.domain))
    title, body = getattr(post, f"title_{written}"), getattr(post, f"body_{written}")
    text = body if body and not post.is_article else plain_text(html)
    return Told(post, written, title, html, text, _localised(post, written))


def _has(post: Post, language: str) -> bool:
    return bool(getattr(post, f"body_{language}") or getattr(post, f"title_{language}"))


def _localised(post: Post, language: str) -> str:
    origin = origin_of(post.page.domain)
    return post_address(post).replace(origin, f"{origin}/en", 1) if language == "en" else post_address(post)


def _absolute(html: str, origin: str) -> str:
    """Links within the site, as they are written on it, do not work from a mail."""
    return re.sub(r'((?:href|src)=")/(?!/)', rf"\g<1>{origin}/", html)


def _pictures(post: Post, language: str) -> list[Picture]:
    found = []
    for attachment in post.attachments.all():
        address = picture_address(post.page, attachment.picture, PICTURE_WIDTH)
        if address:
            found.append(Picture(address, getattr(attachment, f"alt_{language}") or attachment.alt_fr))
    return found


def postal_address(page: Page) -> str:
    """Where the institution behind `page` is: an official's is that of their newest mandate."""
    institution: Institution | None = page.institution
    if institution is None and page.official:
        mandate = page.official.mandates.select_related("institution").first()
        institution = mandate.institution if mandate else None
    if institution is None:
        return page.domain.name
    parts = [
        institution.name,
        institution.address,
        f"{institution.municipality_name} {institution.postal_code}".strip(),
    ]
    return ", ".join(part for part in parts if part)


def list_id(page: Page) -> str:
    """RFC 2919: `handle.host`, the same for ever."""
    return f"{page.handle}.{page.domain.host.partition(':')[0]}"


def frame(page: Page, language: str) -> dict[str, Any]:
    """What every letter has around its content."""
    origin = origin_of(page.domain)
    return {
        "language": language,
        "page": page,
        "page_address": page_address(page),
        "postal_address": postal_address(page),
        "reason": blank("reason"),
        "manage": manage_link(origin, language),
        "unsubscribe": unsubscribe_link(origin, language),
    }


def render(name: str, context: dict[str, Any], language: str) -> tuple[str, str]:
    """(text, HTML) of the mail template `name`."""
    with override(language):
        text = render_to_string(f"subscriptions/mail/{name}.txt", context)
        html = inline(render_to_string(f"subscriptions/mail/{name}.html", context))
    return re.sub(r"\n{3,}", "\n\n", text).strip(), html


def _moment(value: dt.datetime | None) -> str:
    return date_format(localtime(value), "DATETIME_FORMAT") if value else ""


def post_blank(post: Post, language: str) -> Blank:
    """The letter of `post` for readers of `language`. Load the post with `page`, its domain and its owner."""
    told = tell(post, language)
    with override(language):
        subject = _("Alerte : %(headline)s") % {"headline": told.headline} if told.is_alert else told.headline
        when = _moment(post.published_at)
        until = _moment(post.expires_at) if told.is_alert else ""
    pictures = _pictures(post, told.language)
    context = frame(post.page, language) | {
        "told": told,
        "pictures": pictures,
        "subject": subject,
        "when": when,
        "until": until,
    }
    text, html = render("post", context, language)
    return Blank(
        subject=subject or strip_tags(post.page.name),
        sender_name=post.page.name,
        text=text,
        html=html,
        list_id=list_id(post.page),
    )
