from __future__ import annotations

from django.db import transaction

from preau.conversations.models import WAITING, Conversation, ConversationState
from preau.kernel import clock
from preau.records.services import record
from preau.users.models import User

from .clock import conversation_clock
from .rights import require_moderator


def conversation_close(*, conversation: Conversation, actor: User) -> None:
    """Nothing more is to be said. A new message opens it again. Raises NotAllowed."""
    _move(conversation, ConversationState.CLOSED, "conversation.closed", actor)


def conversation_reopen(*, conversation: Conversation, actor: User) -> None:
    """It waits for the page again. Raises NotAllowed."""
    _move(conversation, ConversationState.NEW, "conversation.reopened", actor)


@transaction.atomic
def _move(conversation: Conversation, state: ConversationState, verb: str, actor: User) -> None:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("page")
    found = rows.get(pk=conversation.pk)
    require_moderator(actor, found.page)
    if found.state == state:
        return
    found.state, found.version, found.snoozed_until = state, found.version + 1, None
    found.waiting_since, found.due_at = None, None
    if state in WAITING:
        found.waiting_since = clock.now()
    found.save(update_fields=["state", "version", "snoozed_until", "waiting_since", "due_at"])
    if state in WAITING:
        conversation_clock(conversation=found)
    snapshot = {"page": found.page.handle, "post": found.post_id, "state": state}
    record(verb=verb, subject=found, actor=actor, snapshot=snapshot, institution_id=found.page.institution_id)
