from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations import notices
from preau.conversations.models import TOLD, EvidenceFor, HideReason, Message, Removal
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.users.models import User

from .evidence import evidence_capture
from .moderating import is_delicate, locked, received_forget, recorded, removed, settled, way_to_tell
from .rights import require_moderator
from .telling import Telling, author_tell, way_to


@transaction.atomic
def message_hide(*, message: Message, reason: str, note: str = "", actor: User) -> Message:
    """Take a message out of the public's sight, for a reason of the closed list, which the public reads in its place.
    Its author is told why, and how to contest, but for spam of somebody unknown.

    Its words stay here and, as they were, in the journal; or sealed, where they expose somebody. Hiding twice hides
    once, for the first reason. Raises NotAllowed or Invalid.
    """
    found = locked(message)
    require_moderator(actor, found.conversation.page)
    if reason not in HideReason.values:
        raise Invalid(_("Choisissez un motif de la liste : il reste affiché à la place du message."))
    if found.is_ours:
        raise Invalid(_("Ceci est une réponse de la page : retirez-la plutôt que de la masquer."))
    if found.hidden_at or found.withdrawn_at:
        return found
    found.hidden_at, found.hidden_by, found.hidden_reason = clock.now(), actor, reason
    found.hidden_note, found.is_held, found.held_for = " ".join(note.split())[:500], False, ""
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "hidden_note", "is_held", "held_for"])
    settled(found)
    seal = is_delicate(found) and not found.masked_at  # what is masked was sealed when it was
    evidence = evidence_capture(message=found, what_for=EvidenceFor.HIDING, actor=actor) if seal else None
    if seal:
        received_forget(found)
    removal = removed(found, reason, actor)
    _tell(removal, found, actor)
    recorded(found, "message.hidden", actor, evidence, reason=reason, note=found.hidden_note, told=removal.told)
    return found


def _tell(removal: Removal, message: Message, actor: User) -> None:
    page = message.conversation.page
    told = Telling(way_to_tell(message, removal.reason, way_to(message)))
    if told.how in TOLD:
        told = author_tell(
            message=message,
            page=page,
            key=f"removal:{removal.pk}",
            write=lambda: notices.hidden(
                message, page, removal.reason, notices.contest_link(page, "removal", removal.pk)
            ),
            actor=actor,
        )
    removal.told, removal.notice = told.how, told.answer
    removal.save(update_fields=["told", "notice"])
