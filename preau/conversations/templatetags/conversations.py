from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from preau.channels.selectors import in_words, network_label
from preau.conversations.contest_tokens import contest_token
from preau.conversations.kinds import ADVICE, SEEMS
from preau.conversations.marking import with_marks
from preau.conversations.models import Block, Conversation, DraftState, Message, Visitor
from preau.conversations.selectors import MANY, Due, Said, drafts_of, drafts_to_decide, due_of
from preau.conversations.selectors.guarding import running_blocks, standing_removal
from preau.institutions.models import Capability
from preau.institutions.selectors import holds_anywhere
from preau.triage import Kind
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


@register.filter
def marked(said: Said) -> SafeString:
    """The words of a message, with those marked that made it seem to be something; not once they are other words."""
    message = said.message
    return said.html if message.kind_by_id or message.masked_at else mark_safe(with_marks(message.html, message.marks))  # noqa: S308


@register.filter
def seems(kind: str) -> str:
    """How a kind of message is called in a sentence."""
    return str(SEEMS.get(Kind(kind), ""))


@register.filter
def advice(kind: str) -> str:
    """What the desk says beside a kind of message."""
    return str(ADVICE.get(Kind(kind), ""))


@register.inclusion_tag("conversations/errands.html")
def errands(user: User) -> dict[str, Any]:
    """What else waits around the conversations: answers to read, one's own that came back."""
    return {
        "to_decide": drafts_to_decide(user)[:MANY].count(),
        "may_set": holds_anywhere(user, Capability.PUBLISH),
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
