"""What hiding, showing and masking share."""

from __future__ import annotations

from typing import Any

from preau.channels.models import InboundItem, InboundState
from preau.conversations.models import (
    WAITING,
    Conversation,
    ConversationState,
    Evidence,
    HideReason,
    Message,
    Removal,
    Told,
)
from preau.conversations.signals import moderation_changed
from preau.kernel import clock
from preau.records.services import record
from preau.users.models import User

from .public import changed
from .triage import conversation_weigh


def locked(message: Message) -> Message:
    rows = Message.objects.select_for_update(of=("self",))
    related = rows.select_related("conversation__page__institution", "conversation__page__domain", "visitor")
    return related.get(pk=message.pk)


def settled(message: Message) -> None:
    """Somebody who is about to answer is told. What holds nothing but hidden words waits for no answer."""
    conversation = Conversation.objects.select_for_update().get(pk=message.conversation_id)
    conversation.version += 1
    if message.hidden_at is None:
        conversation.state = ConversationState.NEW
    elif conversation.state in WAITING and not _is_left(conversation):
        conversation.state, conversation.waiting_since, conversation.due_at = ConversationState.CLOSED, None, None
    conversation.save(update_fields=["version", "state", "waiting_since", "due_at"])
    conversation_weigh(conversation=conversation)
    changed(message)


def _is_left(conversation: Conversation) -> bool:
    theirs = conversation.messages.theirs()
    return theirs.filter(withdrawn_at__isnull=True, hidden_at__isnull=True).exists()


def is_delicate(message: Message) -> bool:
    """Whether its words may not stand in the journal, from which nothing is erased word by word (decision 9)."""
    return message.masked_at is not None or message.hidden_reason == HideReason.PERSONAL


def recorded(message: Message, verb: str, actor: User, evidence: Evidence | None = None, **more: Any) -> None:
    """The act, with the message as it was: in the clear; or, where it exposes somebody, by the digest of its seal."""
    page = message.conversation.page
    snapshot = {
        "page": page.handle,
        "post": message.conversation.post_id,
        "network": message.network,
        "remote_id": message.remote_id,
        "author": message.author_handle or message.author_id,
        "said_at": message.said_at,
        **_words(message, evidence),
        **more,
    }
    record(verb=verb, subject=message, actor=actor, snapshot=snapshot, institution_id=page.institution_id)


def _words(message: Message, evidence: Evidence | None) -> dict[str, Any]:
    if evidence is not None:
        return {"evidence": evidence.pk, "digest": evidence.digest}
    if is_delicate(message):
        return {}
    return {"html": message.html, "warning": message.warning, "pictures": message.pictures}


def received_forget(message: Message) -> None:
    """What was received, as it was, stays beside what is shown for some days: not what exposes somebody. Where a
    network names what it brings otherwise than the message, its own tidying ends it."""
    items = InboundItem.objects.filter(network=message.network, remote_id=message.remote_id)
    items.filter(state=InboundState.DONE).update(payload="")


def removed(message: Message, reason: str, actor: User, *, is_partial: bool = False) -> Removal:
    """The row of the public counts, and the word to the page's public screens."""
    page = message.conversation.page
    removal = Removal.objects.create(
        page=page,
        message=message,
        reason=reason,
        is_partial=is_partial,
        removed_at=clock.now(),
        removed_by=actor,
    )
    counts_changed(message)
    return removal


def restored(message: Message, *, is_partial: bool = False) -> Removal | None:
    """Close the removal that stands; gives it."""
    rows = Removal.objects.filter(message=message, restored_at=None, is_partial=is_partial)
    removal = rows.select_related("page__institution", "page__domain").order_by("-pk").first()
    if removal is not None:
        removal.restored_at = clock.now()
        removal.save(update_fields=["restored_at"])
        counts_changed(message)
    return removal


def counts_changed(message: Message) -> None:
    moderation_changed.send(sender=Removal, page=message.conversation.page)


def is_stranger(message: Message) -> bool:
    """Whether nothing else of who said it is in public view: nobody here knows them."""
    if message.visitor_id:
        theirs = Message.objects.filter(visitor=message.visitor_id)
    else:
        theirs = Message.objects.filter(author_id=message.author_id, network=message.network)
    shown = theirs.exclude(pk=message.pk).filter(hidden_at=None, is_held=False, withdrawn_at=None)
    return not shown.exists()


def way_to_tell(message: Message, reason: str, way: Told) -> Told:
    """Spam of somebody unknown is not answered: it would tell a machine that somebody reads."""
    return Told.STRANGER if reason == HideReason.SPAM and is_stranger(message) else way
