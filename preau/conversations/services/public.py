from __future__ import annotations

from preau.channels.signals import page_talk_changed, replies_changed
from preau.conversations.models import Conversation, Message


def changed(message: Message, also: int | None = None) -> None:
    """Say to the rooms above that what the public reads may have changed. `also`: the id of another post."""
    conversation = message.conversation
    posts = {also, None if conversation.is_private else conversation.post_id}
    for post_id in sorted(post for post in posts if post):
        replies_changed.send(sender=Conversation, post_id=post_id)
    if conversation.post_id is None and not conversation.is_private:
        page_talk_changed.send(sender=Conversation, page_id=conversation.page_id)
