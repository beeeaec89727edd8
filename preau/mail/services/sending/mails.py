"""Mails that are no publication, as the sender takes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

from preau.kernel.markup import message_html
from preau.mail.models import OutgoingMail

from .blank import Blank
from .inline import inline


class MailSource:
    """See `run.Source`."""

    def letters(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.exclude(to="")

    def prepare(self, letters: list[OutgoingMail]) -> None:
        """Each says all of itself."""

    def writer(self, letter: OutgoingMail) -> Callable[[], bytes]:
        blank = Blank(
            subject=letter.subject,
            sender_name=letter.sender_name or "Préau",
            text=letter.text,
            html=letter.html or html_of(letter),
            is_automatic=True,
            headers=letter.headers,
        )
        return partial(blank.fill, name=f"courrier.{letter.pk}", recipient=letter.to, values={})

    def recipient(self, letter: OutgoingMail) -> str:
        return letter.to

    def dead(self, letter_ids: list[int]) -> None:
        """The state of the mail says it."""


def html_of(mail: OutgoingMail) -> str:
    """The words of `mail` in a frame, its addresses linked."""
    words = message_html(mail.text, tag_url=lambda name: None, handle_url=lambda handle: None)
    with override(mail.language):
        shown = {
            "mail": mail,
            "words": mark_safe(words),  # noqa: S308 — escaped there
        }
        return inline(render_to_string("mail/letter.html", shown))
