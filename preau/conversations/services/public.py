from __future__ import annotations

from preau.channels.signals import replies_changed
from preau.conversations.models import Conversation, Message


def changed(message: Message, also: int | None = None) -> None:
    """Say to the rooms above that what the public reads under a post may have changed. `also`: another post's id."""
    conversation = message.conversation
    posts = {also, None if conversation.is_private else conversation.post_id}
    for post_id in sorted(post for post in posts if post):
        replies_changed.send(sender=Conversation, post_id=post_id)


def changed_under(conversation: Conversation) -> None:
    """The same, of a whole conversation."""
    if conversation.post_id and not conversation.is_private:
        replies_changed.send(sender=Conversation, post_id=conversation.post_id)
