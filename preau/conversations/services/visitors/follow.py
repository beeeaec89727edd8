"""What a visitor does on their private page."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from preau.channels.models import InboundItem
from preau.conversations.models import Appears, Message, Visitor
from preau.conversations.selectors.policy import policy_for
from preau.institutions.models import Page
from preau.kernel.errors import Invalid

from .say import URN, item_make, item_say, typed_by
from .words import NETWORK


@transaction.atomic
def visitor_continue(*, visitor: Visitor, answered: Message, text: str, language: str, number: str, place: str) -> None:
    """Say more in a conversation in which `visitor` spoke; the link proves the mailbox, nothing is confirmed again.

    `answered`: what it answers, its conversation and page loaded. `number`: of the form, kept once. Raises Refusal,
    or Invalid where the page is closed.
    """
    conversation = answered.conversation
    page = Page.objects.select_related("institution", "official").get(pk=conversation.page_id)
    rule = policy_for(page).visitors
    if not page.is_open or rule == Appears.CLOSED:
        raise Invalid(_("Cette page ne reçoit plus de messages."))
    own = Message.objects.filter(visitor=visitor, conversation=conversation).exclude(author_name="").order_by("-pk")
    remote_id = uuid.uuid5(URN, "\n".join([number, str(visitor.pk), text])).urn
    if InboundItem.objects.filter(network=NETWORK, remote_id=remote_id).exists():
        return
    typed = typed_by(own.values_list("author_name", flat=True).first() or _("Anonyme"), text, language, place)
    typed = typed.at(post=conversation.post, answered=answered, is_private=conversation.is_private)
    item_say(item_make(remote_id, page, typed, visitor), visitor, page, rule)


def visitor_mails_change(*, visitor: Visitor, wants: bool) -> None:
    """Whether answers are mailed too, or only shown on the private page."""
    Visitor.objects.filter(pk=visitor.pk).update(wants_mail=wants)
