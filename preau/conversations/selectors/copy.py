"""All that is kept of a visitor, for themselves (Loi 25: portability)."""

from __future__ import annotations

import json
from typing import Any

from preau.channels.models import InboundItem
from preau.conversations.models import Message, Visitor
from preau.kernel.excerpt import read_words


def copy_of(visitor: Visitor) -> dict[str, Any]:
    """Plain values, dates in ISO 8601."""
    said = Message.objects.filter(visitor=visitor).select_related("conversation__page").order_by("pk")
    received = InboundItem.objects.filter(network="visitor", sender=f"visitor:{visitor.pk}").order_by("pk")
    return {
        "email": visitor.email,
        "language": visitor.language,
        "wants_mail": visitor.wants_mail,
        "since": visitor.created_at.isoformat(),
        "confirmed": visitor.confirmed_at.isoformat() if visitor.confirmed_at else None,
        "messages": [_message(message) for message in said],
        "received": [
            {"at": item.received_at.isoformat(), "state": item.state, "typed": json.loads(item.payload or "null")}
            for item in received
        ],
    }


def _message(message: Message) -> dict[str, Any]:
    conversation = message.conversation
    answers = conversation.messages.filter(answer__isnull=False, reply_to=message.remote_id, withdrawn_at=None)
    return {
        "page": conversation.page.handle,
        "post": conversation.post_id,
        "private": conversation.is_private,
        "name": message.author_name,
        "words": read_words(message.html),
        "at": message.said_at.isoformat(),
        "withdrawn": bool(message.withdrawn_at),
        "hidden": message.hidden_words or None,
        "held": message.is_held,
        "seems": message.kind or None,
        "tone": message.tone or None,
        "answers": [read_words(answer.html) for answer in answers],
    }
