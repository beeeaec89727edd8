from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Conversation, Presence
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.users.models import User

from .handling import settled, taken

LONGEST = dt.timedelta(days=366)
STALE = dt.timedelta(hours=1)  # long after nobody is shown as being there


@transaction.atomic
def conversation_snooze(*, conversation: Conversation, until: dt.datetime | None, actor: User) -> Conversation:
    """Put it off until a moment, or, with None, have it back now. A new message has it back as well.

    Raises NotAllowed, or Invalid for a moment that has passed or is too far away.
    """
    found = taken(conversation, actor)
    if until is not None and not clock.now() < until < clock.now() + LONGEST:
        raise Invalid(_("Choisissez un moment à venir, d’ici un an."))
    if found.snoozed_until == until:
        return found
    found.snoozed_until = until
    verb = "conversation.snoozed" if until else "conversation.woken"
    return settled(found, verb, actor, "snoozed_until", until=until)


def conversations_wake() -> int:
    """Those whose time has come are awake: nothing but these is touched. Lists show them anyway. Gives how many."""
    Presence.objects.filter(seen_at__lt=clock.now() - STALE).delete()
    return Conversation.objects.filter(snoozed_until__lte=clock.now()).update(snoozed_until=None)
