"""To which conversation a message belongs."""

from __future__ import annotations

from django.db.models import Q

from preau.connectors.base import Heard
from preau.conversations.models import Conversation, Message
from preau.institutions.models import Page
from preau.institutions.selectors import board_id_of
from preau.kernel import clock
from preau.kernel.once import once

from .clock import due_for


def conversation_for(heard: Heard, answered: Message | None, judged: Message) -> tuple[Conversation, bool]:
    """The conversation that `heard` goes on with, or a new one (True). Public and private never mix.

    `answered`: what it answers, its conversation loaded, where that is here. `judged`: the message itself, of which it
    is known what it seems to be: a new conversation is written once, with that and its clock.
    """
    found = answered.conversation if answered and _is_alike(answered.conversation, heard) else None
    if found is None and heard.is_private:
        found = _private_with(heard)
    if found is not None:
        return Conversation.objects.select_for_update().get(pk=found.merged_into_id or found.pk), False
    now = clock.now()
    pages = Page.objects.select_related("institution")
    page = once(("page", heard.page_id), lambda: pages.get(pk=heard.page_id))
    made = Conversation(
        page=page,
        board_id=board_id_of(page),
        post_id=heard.post_id,
        network=heard.network,
        is_private=heard.is_private,
        opened_at=now,
        last_at=now,
        waiting_since=now,
        kind=judged.kind,
        tone=judged.tone,
    )
    made.due_at = due_for(made)
    made.save(force_insert=True)
    return made, True


def _private_with(heard: Heard) -> Conversation | None:
    """What the same person said to the same page in private before: not all networks say what it answers."""
    theirs = Message.objects.filter(author_id=heard.author.remote_id, network=heard.network)
    to_page = Q(conversation__page=heard.page_id) | Q(conversation__notes__moved_from=heard.page_id)
    before = theirs.filter(to_page, conversation__is_private=True)
    last = before.select_related("conversation").order_by("-pk").first()
    return last.conversation if last else None


def _is_alike(conversation: Conversation, heard: Heard) -> bool:
    """Whether `heard` goes on with it: said to its page, or to the one that handed it over."""
    if conversation.is_private != heard.is_private:
        return False
    return conversation.page_id == heard.page_id or conversation.notes.filter(moved_from=heard.page_id).exists()


def adopt(message: Message) -> None:
    """Bring in what answers `message` and came before it: deliveries overtake one another.

    The caller saves the conversation.
    """
    home = message.conversation
    answers = Message.objects.filter(network=message.network, reply_to=message.remote_id)
    early = Conversation.objects.filter(messages__in=answers, page=home.page_id, is_private=home.is_private)
    for orphan in early.exclude(pk=home.pk).distinct():
        orphan.messages.update(conversation=home)
        orphan.notes.update(conversation=home)
        home.post_id = home.post_id or orphan.post_id
        home.opened_at = min(home.opened_at, orphan.opened_at)
        home.version += 1
        orphan.delete()
