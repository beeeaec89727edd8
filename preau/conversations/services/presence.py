from __future__ import annotations

import datetime as dt

from preau.conversations.models import Conversation, NoteMention, Presence
from preau.kernel import clock
from preau.users.models import User

OFTEN = dt.timedelta(seconds=8)  # what was said so recently is not written again


def presence_tell(*, conversation: Conversation, user: User, is_writing: bool = False) -> None:
    """`user` has it before their eyes; or writes an answer. No entry: it is forgotten in a minute."""
    now = clock.now()
    fresh = Presence.objects.filter(conversation=conversation, user=user, is_writing=is_writing)
    if not fresh.filter(seen_at__gt=now - OFTEN).exists():
        told = {"seen_at": now, "is_writing": is_writing}
        Presence.objects.update_or_create(conversation=conversation, user=user, defaults=told)


def mentions_see(*, conversation: Conversation, user: User) -> int:
    """`user` has opened it: whoever asked for them there has been heard. Gives how many asked."""
    asked = NoteMention.objects.filter(user=user, note__conversation=conversation, seen_at=None)
    return asked.update(seen_at=clock.now())
