from __future__ import annotations

from django.db import transaction

from preau.conversations import notices
from preau.conversations.models import Contest, Message, Outcome, Removal
from preau.kernel import clock
from preau.users.models import User

from .moderating import is_delicate, locked, recorded, restored, settled
from .rights import require_moderator
from .telling import author_tell


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
        _told(removal, found, reply, actor)
    evidence = found.evidence.order_by("-pk").first() if was_delicate else None
    recorded(found, "message.shown" if was_hidden else "message.released", actor, evidence, reason=reason)
    return found


def _told(removal: Removal, message: Message, reply: str, actor: User) -> None:
    waiting = Contest.objects.filter(removal=removal, decided_at=None)
    waiting.update(outcome=Outcome.REVERSED, reply=reply, decided_at=clock.now(), decided_by=actor)
    if removal.was_told:
        author_tell(
            message=message,
            page=removal.page,
            key=f"removal:{removal.pk}:restored",
            write=lambda: notices.shown_again(removal, reply),
            actor=actor,
        )
