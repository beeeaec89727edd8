"""Where a conversation may go: to another page, or into another conversation, and back."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from preau.conversations.models import Conversation, Merge
from preau.institutions.models import Page

CANDIDATES = 20


def pages_to_move_to(conversation: Conversation) -> QuerySet[Page]:
    """The open pages of the institutions of the same board, the board's first."""
    if conversation.board_id is None:
        return Page.objects.none()
    pages = Page.objects.open().filter(institution__path__startswith=f"/{conversation.board_id}/")
    return pages.exclude(pk=conversation.page_id).order_by(F("institution__parent").asc(nulls_first=True), "name")


def last_merge(conversation: Conversation) -> Merge | None:
    """The newest merge into it that was not undone: the only one that can be, now."""
    rows = Merge.objects.filter(home=conversation, parted_at=None).select_related("merged_by", "home")
    return rows.order_by("-pk").first()


def merge_candidates(conversation: Conversation) -> list[int]:
    """Ids of the newest conversations that it may be merged into, those with the same person first."""
    rows = Conversation.objects.filter(page=conversation.page_id, is_private=conversation.is_private, merged_into=None)
    if not conversation.is_private:
        rows = rows.filter(post=conversation.post_id)
    rows = rows.exclude(pk=conversation.pk)
    people = conversation.messages.theirs().exclude(author_id="").values("author_id", "network")
    same = Q(pk__in=[])
    for person in people.distinct()[:5]:
        same |= Q(messages__author_id=person["author_id"], messages__network=person["network"])
    first = list(rows.filter(same).order_by("-last_at").values_list("pk", flat=True).distinct()[:CANDIDATES])
    others = list(rows.order_by("-last_at", "-pk").values_list("pk", flat=True)[:CANDIDATES])
    return list(dict.fromkeys([*first, *others]))[:CANDIDATES]
