"""Our own pages as a network: nothing is published to it, what is said there is answered."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from preau.connectors.base import OutgoingAnswer, Receipt
from preau.mail.services import mail_cancel

from .models import Message
from .services.visitors import NETWORK, visitor_mail


class VisitorConnector:
    """See `preau.connectors.base`: a Replier. An answer stands on the page as soon as it is written; a mail tells who
    asked, if they wish it."""

    name = NETWORK
    repeats_safely = True  # the key of the mail

    def reply(self, answer: OutgoingAnswer) -> Receipt:
        message = _answered(answer)
        if message and message.visitor:
            page = message.conversation.page
            with override(message.visitor.language):
                subject = _("%(page)s vous a répondu") % {"page": page.name}
            key = _key(answer.answer_id)
            visitor_mail(visitor=message.visitor, page=page, key=key, subject=subject, text=answer.text)
        return Receipt(remote_id=f"urn:preau:answer:{answer.answer_id}")

    def take_back(self, answer_id: int) -> None:
        """The private page says it at once; a mail that has not left does not leave."""
        asked = Message.objects.filter(answer=answer_id).values_list("reply_to", flat=True)
        for visitor_id in Message.objects.filter(network=NETWORK, remote_id__in=asked).values_list(
            "visitor", flat=True
        ):
            mail_cancel(key=f"visitor:{visitor_id}:{_key(answer_id)}")


def _key(answer_id: int) -> str:
    return f"answer:{answer_id}"


def _answered(answer: OutgoingAnswer) -> Message | None:
    rows = Message.objects.filter(network=NETWORK, remote_id=answer.reply_to, withdrawn_at__isnull=True)
    return rows.select_related("visitor", "conversation__page__domain").first()
