"""What the public reads under a post and on a page. Nothing private, nothing that waits for a moderator."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from preau.conversations.models import Conversation, Message
from preau.institutions.models import Page
from preau.posts.models import Post
from preau.posts.selectors.public import Cursor

from .said import Said, said_of
from .statement import pinned_on, pinned_under

TALKS = 20  # conversations of a sheet
LONGEST = 400  # messages of a sheet, in all


@dataclass(frozen=True, slots=True)
class Thread:
    """A sheet of the conversations of a post or a page, the newest first. `more`: the cursor of the next one, or "".

    `statements`: the official explanations on top of them all, whichever sheet is read.
    """

    talks: list[list[Said]]
    more: str
    statements: list[Post] = field(default_factory=list)


def public_thread(post: Post, before: Cursor | None = None) -> Thread:
    """What people say under `post`, and what its page answers. Two queries where nobody does, else four."""
    conversations = Conversation.objects.filter(post=post, is_private=False)
    thread = _sheet(conversations.filter(pk__in=_with_something_shown(post)), before, TALKS)
    return replace(thread, statements=pinned_under(post))


def page_thread(page: Page, before: Cursor | None = None, limit: int = TALKS) -> Thread:
    """What visitors ask `page` itself, under no post, and what it answers. Two queries where nobody does, else four."""
    conversations = Conversation.objects.filter(page=page, post__isnull=True, is_private=False, network="visitor")
    left = Message.objects.filter(conversation=OuterRef("pk"), withdrawn_at__isnull=True, is_held=False)
    return replace(_sheet(conversations.filter(Exists(left)), before, limit), statements=pinned_on(page))


def _sheet(conversations: QuerySet[Conversation], before: Cursor | None, limit: int) -> Thread:
    found = list(conversations.filter(_older(before)).order_by("-opened_at", "-id")[: limit + 1])
    more = str(Cursor(found[limit - 1].opened_at, found[limit - 1].pk)) if len(found) > limit else ""
    rows = Message.objects.filter(conversation__in=[c.pk for c in found[:limit]], is_held=False)
    by_talk: dict[int, list[Message]] = {conversation.pk: [] for conversation in found[:limit]}
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
    shown = Message.objects.theirs().filter(
        conversation__post=post,
        conversation__is_private=False,
        network=network,
        withdrawn_at__isnull=True,
        hidden_at__isnull=True,
        is_held=False,
        is_quote=False,
        masked_at__isnull=True,  # elsewhere the original would be read
    )
    return list(shown.order_by("said_at", "id").values_list("remote_id", flat=True)[:limit])
