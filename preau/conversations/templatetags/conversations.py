from __future__ import annotations

from typing import Any

from django import template

from preau.channels.selectors import in_words, network_label
from preau.conversations.models import Conversation, DraftState
from preau.conversations.selectors import MANY, Due, drafts_of, drafts_to_decide, due_of
from preau.institutions.models import Capability
from preau.institutions.selectors import holds_anywhere
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
        "may_set": holds_anywhere(user, Capability.PUBLISH),
        "refused": drafts_of(user).filter(state=DraftState.REFUSED)[:MANY].count(),
    }


@register.filter
def initials(person: object) -> str:
    """« Dominique Exemple » → « DE »."""
    words = str(person).replace("@", " ").split()
    return "".join(word[0] for word in words[:2]).upper()
