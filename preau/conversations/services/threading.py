"""To which conversation a message belongs."""

from __future__ import annotations

from preau.connectors.base import Heard
from preau.conversations.models import Conversation, ConversationState, Message
from preau.kernel import clock


def conversation_for(heard: Heard) -> Conversation:
    """The conversation that `heard` goes on with, or a new one. Public and private never mix."""
    found = _of_what_it_answers(heard) or (_private_with(heard) if heard.is_private else None)
    if found is not None:
        return Conversation.objects.select_for_update().get(pk=found.pk)
    now = clock.now()
    return Conversation.objects.create(
        page_id=heard.page_id, post_id=heard.post_id, is_private=heard.is_private, opened_at=now, last_at=now
    )


def _of_what_it_answers(heard: Heard) -> Conversation | None:
    if not heard.reply_to:
        return None
    answered = Message.objects.filter(network=heard.network, remote_id=heard.reply_to).select_related("conversation")
    parent = answered.first()
    if parent is None or not _is_alike(parent.conversation, heard):
        return None
    return parent.conversation


def _private_with(heard: Heard) -> Conversation | None:
    """What the same person said to the same page in private before: not all networks say what it answers."""
    theirs = Message.objects.filter(author_id=heard.author.remote_id, network=heard.network)
    before = theirs.filter(conversation__page=heard.page_id, conversation__is_private=True)
    last = before.select_related("conversation").order_by("-pk").first()
    return last.conversation if last else None


def _is_alike(conversation: Conversation, heard: Heard) -> bool:
    return conversation.page_id == heard.page_id and conversation.is_private == heard.is_private


def adopt(message: Message) -> None:
    """Bring in what answers `message` and came before it: deliveries overtake one another."""
    home = message.conversation
    answers = Message.objects.filter(network=message.network, reply_to=message.remote_id)
    early = Conversation.objects.filter(messages__in=answers, page=home.page_id, is_private=home.is_private)
    for orphan in early.exclude(pk=home.pk).distinct():
        orphan.messages.update(conversation=home)
        home.post_id = home.post_id or orphan.post_id
        home.opened_at = min(home.opened_at, orphan.opened_at)
        home.state = ConversationState.NEW
        home.version += 1
        orphan.delete()
