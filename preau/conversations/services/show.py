from __future__ import annotations

from django.db import transaction

from preau.conversations.models import Message
from preau.users.models import User

from .moderating import is_delicate, locked, recorded, restored, settled
from .reversing import reversal_tell
from .rights import require_moderator


@transaction.atomic
def message_show(*, message: Message, actor: User, reply: str = "") -> Message:
    """Put a hidden message back before the public, or let one appear that was held. Whoever was told that it was
    hidden is told, with `reply`; what they contested is decided with it. Raises NotAllowed."""
    found = locked(message)
    require_moderator(actor, found.conversation.page)
    if not found.hidden_at and not found.is_held:
        return found
    reason, was_hidden, was_delicate = found.hidden_reason, found.hidden_at is not None, is_delicate(found)
    found.hidden_at, found.hidden_by, found.hidden_reason, found.hidden_note = None, None, "", ""
    found.is_held, found.held_for = False, ""
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "hidden_note", "is_held", "held_for"])
    settled(found)
    removal = restored(found) if was_hidden else None
    if removal is not None:
        reversal_tell(removal, found, reply, actor)
    evidence = found.evidence.order_by("-pk").first() if was_delicate else None
    recorded(found, "message.shown" if was_hidden else "message.released", actor, evidence, reason=reason)
    return found
