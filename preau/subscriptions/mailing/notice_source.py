"""The mail that asks for a confirmation, and the one that gives the link to manage everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.channels.selectors import origin_of
from preau.mail.services.sending.blank import Blank
from preau.subscriptions.models import Letter, LetterKind, Subscriber, Subscription
from preau.subscriptions.tokens import confirm_token

from .content import frame, render
from .links import confirm_link, manage_link
from .readers import ToReaders


class NoticeSource(ToReaders):
    def __init__(self, letter_id: int) -> None:
        self.letter_id = letter_id

    def letters(self) -> QuerySet[Letter]:
        return Letter.objects.filter(pk=self.letter_id).select_related("subscriber")

    def prepare(self, letters: list[Letter]) -> None:
        """One letter: it reads what it needs when it is written."""

    def writer(self, letter: Letter) -> Callable[[], bytes] | None:
        """A confirmation whose pages were confirmed or dropped meanwhile becomes the link to manage, or nothing."""
        all_of_them = list(_followed(letter.subscriber))
        asked = [s for s in all_of_them if s.confirmed_at is None]
        followed = [s for s in all_of_them if s.confirmed_at is not None]
        if letter.kind == LetterKind.CONFIRMATION and asked:
            blank = _confirmation(letter.subscriber, asked)
        elif followed:
            blank = _manage(letter.subscriber, followed)
        else:
            return None
        return partial(blank.fill, name=f"lettre.{letter.pk}", recipient=letter.subscriber.email, values={})


def _followed(subscriber: Subscriber) -> QuerySet[Subscription]:
    pages = ("page__domain", "page__institution", "page__official")
    return subscriber.subscriptions.select_related(*pages).order_by("page__name")


def _confirmation(subscriber: Subscriber, asked: list[Subscription]) -> Blank:
    page, language = asked[0].page, subscriber.language
    token = confirm_token(subscriber.pk, [s.pk for s in asked])
    with override(language):
        subject = _("Confirmez votre abonnement")
    link = confirm_link(origin_of(page.domain), language, token)
    return _blank("confirm", subscriber, asked, subject, link)


def _manage(subscriber: Subscriber, followed: list[Subscription]) -> Blank:
    page, language = followed[0].page, subscriber.language
    with override(language):
        subject = _("Vos abonnements")
    return _blank(
        "manage", subscriber, followed, subject, manage_link(origin_of(page.domain), language, subscriber.key)
    )


def _blank(template: str, subscriber: Subscriber, followed: list[Subscription], subject: str, link: str) -> Blank:
    page = followed[0].page
    context = frame(page, subscriber.language) | {"subject": subject, "subscriptions": followed, "link": link}
    text, html = render(template, context, subscriber.language)
    return Blank(subject=subject, sender_name=page.domain.name, text=text, html=html, is_automatic=True)
