"""What colleagues say among themselves about a conversation, and who of them is there now."""

from __future__ import annotations

import datetime as dt

from preau.conversations.models import Conversation, Note, Presence
from preau.kernel import clock
from preau.users.models import User

SHOWN = 200
PRESENT = dt.timedelta(minutes=1)


def notes_of(conversation: Conversation) -> list[Note]:
    """Its notes, oldest first, with whom they ask to look."""
    rows = conversation.notes.select_related("author", "moved_from").prefetch_related("mentions__user")
    return list(rows.order_by("-created_at", "-pk")[:SHOWN])[::-1]


def present_in(conversation: Conversation, besides: User) -> list[Presence]:
    """Who else has it before their eyes, or had a minute ago; those who write first."""
    rows = Presence.objects.filter(conversation=conversation, seen_at__gt=clock.now() - PRESENT)
    return list(rows.exclude(user=besides).select_related("user").order_by("-is_writing", "user__name", "pk")[:10])
