from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from preau.conversations.models import WAITING, Conversation, ConversationState, HideReason, Message
from preau.kernel import clock
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.users.models import User

from .public import changed
from .rights import require_moderator


def _locked(message: Message) -> Message:
    rows = Message.objects.select_for_update(of=("self",)).select_related("conversation__page")
    return rows.get(pk=message.pk)


@transaction.atomic
def message_hide(*, message: Message, reason: str, note: str = "", actor: User) -> Message:
    """Take a message out of the public's sight, for a reason of the closed list, which the public reads in its place.

    Its words stay here and, as they were, in the journal. Hiding twice hides once, for the first reason.
    Raises NotAllowed or Invalid.
    """
    found = _locked(message)
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
    _settled(found)
    _recorded(found, "message.hidden", actor, reason=reason, note=found.hidden_note)
    return found


@transaction.atomic
def message_show(*, message: Message, actor: User) -> Message:
    """Put a hidden message back before the public, or let one appear that was held. Raises NotAllowed."""
    found = _locked(message)
    require_moderator(actor, found.conversation.page)
    if not found.hidden_at and not found.is_held:
        return found
    reason = found.hidden_reason
    verb = "message.shown" if found.hidden_at else "message.released"
    found.hidden_at, found.hidden_by, found.hidden_reason, found.hidden_note = None, None, "", ""
    found.is_held, found.held_for = False, ""
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_reason", "hidden_note", "is_held", "held_for"])
    _settled(found)
    _recorded(found, verb, actor, reason=reason)
    return found


def _settled(message: Message) -> None:
    """Somebody who is about to answer is told. What holds nothing but hidden words waits for no answer."""
    conversation = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    conversation.version += 1
    if message.hidden_at is None:
        conversation.state = ConversationState.NEW
    elif conversation.state in WAITING and not _is_left(conversation):
        conversation.state, conversation.waiting_since, conversation.due_at = ConversationState.CLOSED, None, None
    conversation.save(update_fields=["version", "state", "waiting_since", "due_at"])
    changed(message)


def _is_left(conversation: Conversation) -> bool:
    left = conversation.messages.filter(withdrawn_at__isnull=True, hidden_at__isnull=True)
    return None in set(
        left.values_list("answer_id", flat=True)
    )  # « answer is null » would be looked up in all messages


def _recorded(message: Message, verb: str, actor: User, **more: Any) -> None:
    page = message.conversation.page
    snapshot = {
        "page": page.handle,
        "post": message.conversation.post_id,
        "network": message.network,
        "remote_id": message.remote_id,
        "author": message.author_handle or message.author_id,
        "html": message.html,
        "warning": message.warning,
        "pictures": message.pictures,
        "said_at": message.said_at,
        **more,
    }
    record(verb=verb, subject=message, actor=actor, snapshot=snapshot, institution_id=page.institution_id)
