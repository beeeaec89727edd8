"""What each part of a conversation's screen shows: one file a part, one template in conversations/parts/."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from preau.conversations.models import Conversation
from preau.conversations.selectors import Said

from . import answering, guarding, handling, notes, statement, triage

PARTS = {
    "answering": answering,
    "guarding": guarding,
    "handling": handling,
    "notes": notes,
    "statement": statement,
    "triage": triage,
}


def parts_of(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, dict[str, Any]]:
    """The context of each part, under its name: `parts.notes` in the template."""
    return {name: part.context(request, conversation, said) for name, part in PARTS.items()}
