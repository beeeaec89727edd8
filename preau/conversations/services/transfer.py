from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import Conversation, ConversationState, DraftState, Note, Presence
from preau.conversations.selectors.moves import pages_to_move_to
from preau.conversations.selectors.review import open_drafts
from preau.institutions.models import Page
from preau.institutions.selectors import board_id_of
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.users.models import User

from .clock import conversation_clock
from .handling import settled, taken
from .note import words_kept
from .public import changed_under
from .review import draft_recorded


@transaction.atomic
def conversation_transfer(*, conversation: Conversation, to: Page, note: str, actor: User) -> Conversation:
    """Hand it over to another page of the same board, with a note for the people there: it is new to them, and nobody's
    yet. Whoever has no role there reads it no more. What was to be answered in the name of the page before is
    withdrawn. Raises NotAllowed or Invalid."""
    found = taken(conversation, actor)
    text = words_kept(note)
    if not pages_to_move_to(found).filter(pk=to.pk).exists():
        raise Invalid(_("Choisissez une page ouverte du même centre de services."))
    before = found.page
    Note.objects.create(conversation=found, author=actor, text=text, moved_from=before, created_at=clock.now())
    found.page, found.board_id = to, board_id_of(to)
    found.state, found.assignee, found.team = ConversationState.NEW, None, None
    found.snoozed_until, found.waiting_since = None, found.waiting_since or clock.now()
    Presence.objects.filter(conversation=found).delete()
    for draft in open_drafts(found):
        draft.state = DraftState.WITHDRAWN
        draft.save(update_fields=["state"])
        draft_recorded(draft, before, "answer.unproposed", actor)
    fields = ["page", "board", "state", "assignee", "team", "snoozed_until", "waiting_since"]
    told = {"from": before.handle, "to": to.handle}
    settled(found, "conversation.transferred", actor, *fields, **told)
    conversation_clock(conversation=found)
    changed_under(found)
    return found
