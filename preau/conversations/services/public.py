from __future__ import annotations

from preau.channels.signals import page_talk_changed, replies_changed
from preau.conversations.models import Conversation, Message


def changed(message: Message, also: int | None = None) -> None:
    """Say to the rooms above that what the public reads may have changed. `also`: the id of another post."""
    if also and also != message.conversation.post_id:
        replies_changed.send(sender=Conversation, post_id=also)
    changed_under(message.conversation)


def changed_under(conversation: Conversation) -> None:
    """The same, of a whole conversation."""
    if conversation.is_private:
        return
    if conversation.post_id:
        replies_changed.send(sender=Conversation, post_id=conversation.post_id)
    else:
        page_talk_changed.send(sender=Conversation, page_id=conversation.page_id)
