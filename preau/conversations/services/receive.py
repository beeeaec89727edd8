from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from preau.connectors.base import Heard
from preau.conversations.models import Block, Conversation, ConversationState, HeldFor, Message
from preau.conversations.selectors.guarding import block_among, running_blocks
from preau.conversations.signals import message_said
from preau.kernel import clock
from preau.kernel.once import once

from .heard import erased_id, person_of, words_of
from .masked import masked_again
from .pictures import pictures_want
from .public import changed
from .threading import adopt, conversation_for
from .triage import conversation_weigh, message_judge

WORDS = ("html", "warning", "pictures")  # what makes a message another one, once it changes


@transaction.atomic(savepoint=False)  # whoever reads items has put each into a savepoint of its own
def message_receive(*, heard: Heard) -> Message | None:
    """Thread what somebody said; or, where it is known by its network's id, take its new words over.

    None where nothing changes: it was taken back, or is not its author's to change.
    """
    own = {heard.remote_id, erased_id(heard.remote_id)}
    named = Q(network=heard.network) & (Q(remote_id__in=own | {heard.reply_to}) | Q(reply_to=heard.remote_id))
    if heard.reply_network:
        named |= Q(network=heard.reply_network, remote_id=heard.reply_to)
    # Itself, where it is known, what it answers, and what answered it before it came: of most there is nothing yet.
    found = list(Message.objects.filter(named).values_list("pk", "remote_id", "reply_to"))
    ids = {remote_id: pk for pk, remote_id, _reply_to in found}
    known = next((ids[remote_id] for remote_id in own if remote_id in ids), None)
    whole = Message.objects.select_related("conversation")
    answered = whole.filter(pk=ids[heard.reply_to]).first() if heard.reply_to in ids else None
    if known is None:
        return _said(heard, answered, is_awaited=any(reply_to == heard.remote_id for *_, reply_to in found))
    locked = whole.select_for_update(of=("self",)).get(pk=known)
    return _said_anew(locked, heard, answered)


def _said(heard: Heard, answered: Message | None, *, is_awaited: bool) -> Message:
    message = Message(
        network=heard.network,
        remote_id=heard.remote_id,
        reply_to=heard.reply_to[:500],
        author_id=heard.author.remote_id,
        visitor_id=heard.visitor_id,
        **person_of(heard),
        **words_of(heard),
    )
    message_judge(message)
    message.conversation, is_new = conversation_for(heard, answered, message)
    conversation = message.conversation
    block = _block_on(conversation, heard)
    message.is_held = heard.is_held or block is not None
    message.held_for = HeldFor.BLOCKED if block else heard.held_for if heard.is_held else ""
    message.save(force_insert=True)
    if is_awaited:
        adopt(message)
    if block is not None:
        _makes_no_noise(conversation, is_new=is_new)
    elif is_awaited or not is_new:
        _waits_for_us(conversation)
    if is_awaited or not is_new:
        conversation_weigh(conversation=conversation)
    pictures_want(message)
    message_said.send(sender=Message, message=message)
    changed(message)
    return message


def _said_anew(message: Message, heard: Heard, answered: Message | None) -> Message | None:
    if message.author_id != heard.author.remote_id or message.withdrawn_at:
        return None
    words = words_of(heard) | {"said_at": message.said_at}
    if message.masked_at:
        words = masked_again(message, words)
    is_edited = any(words[name] != getattr(message, name) for name in WORDS)
    for name, value in {**person_of(heard), **words}.items():
        setattr(message, name, value)
    if is_edited:
        message.edited_at = clock.now()
        if heard.is_held and not message.is_held:
            message.is_held, message.held_for = True, heard.held_for
        if _block_on(message.conversation, heard):
            message.is_held, message.held_for = True, HeldFor.BLOCKED
    before, post_id = message.conversation, message.conversation.post_id
    if heard.is_private and not before.is_private:  # never the other way round
        message.conversation, _ = conversation_for(heard, answered, message)
        _waits_for_us(message.conversation)
    message.save()
    if message.conversation_id != before.pk and not before.messages.exists():
        before.notes.update(conversation=message.conversation)
        before.delete()
    if is_edited:  # whoever writes an answer has read other words
        Conversation.objects.filter(pk=message.conversation_id).update(version=F("version") + 1)
    pictures_want(message)
    if is_edited:
        message_said.send(sender=Message, message=message)
    changed(message, also=post_id)
    return message


def _block_on(conversation: Conversation, heard: Heard) -> Block | None:
    """One query for everybody who is not blocked anywhere; none where nobody is."""
    if not once("blocks", lambda: Block.objects.filter(lifted_at=None, ended_at=None).exists()):
        return None
    found = running_blocks(heard.network, heard.author.remote_id, visitor_id=heard.visitor_id)
    return block_among(found, conversation.page) if found else None


def _makes_no_noise(conversation: Conversation, *, is_new: bool) -> None:
    """Somebody who is blocked spoke: it is kept, and asks nothing of anybody."""
    if is_new:
        conversation.state, conversation.waiting_since, conversation.due_at = ConversationState.CLOSED, None, None
    conversation.save()


def _waits_for_us(conversation: Conversation) -> None:
    """It is our turn again: of whoever took it up, or of anybody where nobody did."""
    now = clock.now()
    is_known = conversation.first_answered_at or conversation.assignee_id
    conversation.state = ConversationState.OURS if is_known else ConversationState.NEW
    conversation.last_at, conversation.snoozed_until = now, None
    conversation.waiting_since = conversation.waiting_since or now
    conversation.save()
