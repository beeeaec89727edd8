"""What all verbs on a conversation as a whole have in common: one row locked, one entry, and whoever writes is told."""

from __future__ import annotations

from typing import Any

from preau.conversations.models import Conversation
from preau.records.services import record
from preau.users.models import User

from .rights import require_moderator


def taken(conversation: Conversation, actor: User) -> Conversation:
    """The row, locked. Raises NotAllowed unless `actor` moderates its page."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("page__institution", "page__official")
    found = rows.get(pk=conversation.pk)
    require_moderator(actor, found.page)
    return found


def settled(found: Conversation, verb: str, actor: User, *fields: str, **snapshot: Any) -> Conversation:
    """Save `fields`, raise the version, and write it down."""
    found.version += 1
    found.save(update_fields=[*fields, "version"])
    told = {"page": found.page.handle, "post": found.post_id, **snapshot}
    record(verb=verb, subject=found, actor=actor, snapshot=told, institution_id=found.page.institution_id)
    return found
