from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from preau.conversations.models import Conversation
from preau.conversations.models.conversation import KINDS
from preau.conversations.selectors import Said


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    """What a message may be said to be."""
    return {"kinds": KINDS}
