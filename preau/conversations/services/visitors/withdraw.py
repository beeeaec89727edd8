from __future__ import annotations

from django.db import transaction

from preau.channels.models import InboundItem, InboundState
from preau.conversations.models import Message, Visitor
from preau.conversations.services.unsay import message_unsay
from preau.kernel import clock
from preau.records.services import record

from .words import NETWORK, sender_of


@transaction.atomic
def visitor_withdraw(*, visitor: Visitor, message: Message) -> None:
    """Take one message back: its words are erased, its place says so. Twice is once; anybody else's stays."""
    found = Message.objects.select_for_update(of=("self",)).select_related("conversation__page").get(pk=message.pk)
    if found.visitor_id != visitor.pk or found.withdrawn_at:
        return
    message_unsay(network=NETWORK, remote_id=found.remote_id, author_id=sender_of(visitor))
    for item in InboundItem.objects.filter(network=NETWORK, remote_id=found.remote_id):
        item_empty(item)
    snapshot = {"conversation": found.conversation_id}
    institution_id = found.conversation.page.institution_id
    record(verb="message.withdrawn", subject=found, snapshot=snapshot, institution_id=institution_id)


def item_empty(item: InboundItem) -> None:
    """Forget what was typed; that something was received stays, so that it is not received again."""
    state = InboundState.IGNORED if item.state == InboundState.NEW else item.state
    InboundItem.objects.filter(pk=item.pk).update(payload="", state=state, processed_at=clock.now())
