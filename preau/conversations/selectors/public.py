"""What the public reads under a post. Nothing private, nothing that waits for a moderator."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from preau.conversations.models import Conversation, Message
from preau.posts.models import Post
from preau.posts.selectors.public import Cursor

from .said import Said, said_of

TALKS = 20  # conversations of a sheet
LONGEST = 400  # messages of a sheet, in all


@dataclass(frozen=True, slots=True)
class Thread:
    """A sheet of the conversations under a post, the newest first. `more`: the cursor of the next sheet, or ""."""

    talks: list[list[Said]]
    more: str


def public_thread(post: Post, before: Cursor | None = None) -> Thread:
    """What people say under `post`, and what its page answers. One query where nobody does, else three."""
    conversations = Conversation.objects.filter(post=post, is_private=False).filter(_older(before))
    conversations = conversations.filter(pk__in=_with_something_shown(post)).order_by("-opened_at", "-id")
    found = list(conversations[: TALKS + 1])
    more = str(Cursor(found[TALKS - 1].opened_at, found[TALKS - 1].pk)) if len(found) > TALKS else ""
    rows = Message.objects.filter(conversation__in=[c.pk for c in found[:TALKS]], is_held=False)
    by_talk: dict[int, list[Message]] = {conversation.pk: [] for conversation in found[:TALKS]}
    rows = rows.select_related("answer__channel__page")
    for message in rows.order_by("said_at", "id")[:LONGEST] if found else ():
        by_talk[message.conversation_id].append(message)
    said = said_of(message for messages in by_talk.values() for message in messages)
    talks: dict[int, list[Said]] = {pk: [] for pk in by_talk}
    for one in said:
        talks[one.message.conversation_id].append(one)
    return Thread([pruned for talk in talks.values() if (pruned := _pruned(talk))], more)


def _older(before: Cursor | None) -> Q:
    if before is None:
        return Q()
    same = Q(opened_at=before.published_at, pk__lt=before.post_id)
    return Q(opened_at__lt=before.published_at) | same


def _with_something_shown(post: Post) -> QuerySet[Message, int]:
    """Ids of the conversations under `post` of which something is left: words, or the trace that they were hidden."""
    left = Message.objects.filter(conversation__post=post, withdrawn_at__isnull=True, is_held=False)
    return left.values_list("conversation_id", flat=True)


def _pruned(talk: list[Said]) -> list[Said]:
    """Without what its author took back, where nothing left answers it."""
    kept: list[Said] = []
    answered: set[str] = set()
    for said in reversed(talk):
        message = said.message
        if message.withdrawn_at is None or message.is_ours or message.remote_id in answered:
            kept.append(said)
            answered.add(message.reply_to)
    return kept[::-1]


def public_reply_ids(post: Post, network: str, limit: int) -> list[str]:
    """The network's ids of what others say in public under `post`, oldest first."""
    shown = Message.objects.filter(
        conversation__post=post,
        conversation__is_private=False,
        network=network,
        answer__isnull=True,
        withdrawn_at__isnull=True,
        hidden_at__isnull=True,
        is_held=False,
        is_quote=False,
    )
    return list(shown.order_by("said_at", "id").values_list("remote_id", flat=True)[:limit])
