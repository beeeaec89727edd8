from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from preau.channels.selectors import in_words, network_label
from preau.conversations.contest_tokens import contest_token
from preau.conversations.models import Block, Conversation, DraftState, Message, Visitor
from preau.conversations.selectors import MANY, Due, drafts_of, drafts_to_decide, due_of
from preau.conversations.selectors.guarding import running_blocks, standing_removal
from preau.users.models import User

register = template.Library()
register.filter(in_words)
register.filter(network_label)


@register.filter
def due(conversation: Conversation) -> Due | None:
    """What the clock says of one conversation: {% with clock=conversation|due %}{{ clock.words }}.

    A list asks `selectors.dues_of` once instead.
    """
    return due_of(conversation)


@register.inclusion_tag("conversations/errands.html")
def errands(user: User) -> dict[str, Any]:
    """What else waits around the conversations: answers to read, one's own that came back."""
    return {
        "to_decide": drafts_to_decide(user)[:MANY].count(),
        "refused": drafts_of(user).filter(state=DraftState.REFUSED)[:MANY].count(),
    }


@register.filter
def contest_path(message: Message) -> str:
    """Where its author contests that it was removed; "" where it was not. For a screen of theirs alone."""
    removal = standing_removal(message) if message.hidden_at or message.masked_at else None
    return reverse("contests:contest", args=[contest_token("removal", removal.pk)]) if removal else ""


@register.simple_tag
def blocks_of(visitor: Visitor) -> list[tuple[Block, str]]:
    """Those in force against a visitor, each with where they contest it."""
    found = running_blocks("", "", visitor_id=visitor.pk)
    return [(block, reverse("contests:contest", args=[contest_token("block", block.pk)])) for block in found]


@register.filter
def initials(person: object) -> str:
    """« Dominique Exemple » → « DE »."""
    words = str(person).replace("@", " ").split()
    return "".join(word[0] for word in words[:2]).upper()
