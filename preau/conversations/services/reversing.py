from __future__ import annotations

from preau.conversations import notices
from preau.conversations.models import Contest, Message, Outcome, Removal
from preau.kernel import clock
from preau.users.models import User

from .telling import author_tell


def reversal_tell(removal: Removal, message: Message, reply: str, actor: User) -> None:
    """What was removed stands again: what its author contested is decided with it, and whoever was told of the
    removal is told of this, with `reply`."""
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
