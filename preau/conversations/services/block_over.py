"""What somebody said while they were blocked, once they are no longer: a person reads it, as they were promised."""

from __future__ import annotations

from django.db.models import Q

from preau.conversations.models import Block, Conversation, HeldFor, Message
from preau.conversations.selectors.guarding import blocked
from preau.kernel import clock

from .clock import conversation_clock
from .moderating import settled

MOST = 200  # messages, the newest: whoever sent more stays held, and is let through one by one


def held_put_forward(block: Block) -> None:
    """Have what `block` held wait for approval, but where another block still holds on its page. In the caller's
    transaction, the block being over."""
    if not block.visitor_id and not block.author_id:  # erased
        return
    who = Q(visitor=block.visitor_id) if block.visitor_id else Q(network=block.network, author_id=block.author_id)
    held = Message.objects.filter(who, is_held=True, held_for=HeldFor.BLOCKED, hidden_at=None, withdrawn_at=None)
    for message in held.select_related("conversation__page__institution").order_by("-pk")[:MOST]:
        page = message.conversation.page
        if not blocked(page, message.network, message.author_id, visitor_id=message.visitor_id):
            _put_forward(message)


def _put_forward(message: Message) -> None:
    message.held_for = HeldFor.APPROVAL
    message.save(update_fields=["held_for"])
    Conversation.objects.filter(pk=message.conversation_id, waiting_since=None).update(waiting_since=clock.now())
    settled(message)
    message.conversation.refresh_from_db()
    conversation_clock(conversation=message.conversation)
