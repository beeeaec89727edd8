from __future__ import annotations

from django import template

from preau.channels.selectors import in_words, network_label
from preau.conversations.models import Conversation
from preau.conversations.selectors import Due, due_of

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
def initials(person: object) -> str:
    """« Dominique Exemple » → « DE »."""
    words = str(person).replace("@", " ").split()
    return "".join(word[0] for word in words[:2]).upper()
