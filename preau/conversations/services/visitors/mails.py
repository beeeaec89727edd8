"""What visitors are written. Nothing that anybody typed into a form goes to a mailbox that has not confirmed it."""

from __future__ import annotations

import datetime as dt

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from preau.channels.models import InboundItem
from preau.conversations import limits
from preau.conversations.models import Message, Visitor
from preau.conversations.selectors.reception import notice_for
from preau.institutions.models import Page
from preau.kernel import clock
from preau.mail.models import OutgoingMail
from preau.mail.services import mail_send
from preau.users.services import counted

from .words import confirm_link, visitor_link

EVENING = dt.timedelta(hours=12)


def visitor_mail(*, visitor: Visitor, page: Page, key: str, subject: str, text: str) -> OutgoingMail | None:
    """Write to a visitor in the name of `page` (its domain loaded), their private link below the text.

    `key` says what it is about, once for ever, among what this person is written. None where they do not want mails,
    have not confirmed their address, or are no more.
    """
    if visitor.email is None or not visitor.wants_mail or visitor.confirmed_at is None:
        return None
    shown = {"words": text, "link": visitor_link(visitor, page), "page": page}
    return _send(visitor, page, key, subject, "letter", shown)


def confirmation_send(item: InboundItem, visitor: Visitor, page: Page, *, appears: bool) -> None:
    """Ask the mailbox's owner whether it was they who wrote `item`. Beyond some an hour, the link of an earlier mail
    shows this one too."""
    if not _may_write(visitor):
        return
    shown = {"link": confirm_link(visitor, item, page), "page": page, "appears": appears}
    shown["notice"] = _notice(visitor, page)
    with translation.override(visitor.language):
        subject = _("Confirmez votre message (%(page)s)") % {"page": page.name}
    _send(visitor, page, f"confirm:{item.pk}", subject, "confirm", shown)


def _notice(visitor: Visitor, page: Page) -> str:
    """That nobody answers now: once a person and evening, in a mail that is sent anyhow."""
    evening = clock.now() - EVENING
    told = OutgoingMail.objects.filter(key__startswith=f"visitor:{visitor.pk}:confirm:", created_at__gte=evening)
    return "" if told.exists() else notice_for(page, clock.now(), visitor.language)


def visitor_link_ask(*, email: str) -> None:
    """Send their private link to a mailbox that has confirmed something; to another, nothing. Nobody is told which."""
    visitor = Visitor.objects.filter(email=email.lower(), confirmed_at__isnull=False).first()
    last = Message.objects.filter(visitor=visitor).order_by("-pk").first() if visitor else None
    if visitor is None or last is None or not _may_write(visitor):
        return
    page = Page.objects.select_related("domain").get(pk=last.conversation.page_id)
    number = OutgoingMail.objects.filter(key__startswith=f"visitor:{visitor.pk}:link:").count()
    with translation.override(visitor.language):
        subject = _("Votre lien pour suivre vos messages")
    _send(visitor, page, f"link:{number + 1}", subject, "link", {"link": visitor_link(visitor, page), "page": page})


def _may_write(visitor: Visitor) -> bool:
    return counted(what="visitor.mail", who=visitor.email or "") <= limits.MAILS


def _send(
    visitor: Visitor, page: Page, key: str, subject: str, template: str, shown: dict[str, object]
) -> OutgoingMail:
    with translation.override(visitor.language):
        text = render_to_string(f"conversations/visitors/mail/{template}.txt", shown).strip()
    return mail_send(
        key=f"visitor:{visitor.pk}:{key}",
        to=visitor.email or "",
        subject=subject,
        text=text,
        language=visitor.language,
        sender_name=page.name,
    )
