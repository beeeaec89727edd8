"""Who may take care of a conversation, and who may read it."""

from __future__ import annotations

from django.db.models import QuerySet

from preau.conversations.models import Conversation
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import ancestry, institution_of, people_with
from preau.users.models import User


def assignees_of(conversation: Conversation) -> QuerySet[User]:
    """Those who answer and moderate for its page."""
    return people_with(Capability.MODERATE, conversation.page)


def readers_of(conversation: Conversation) -> QuerySet[User]:
    """Those who may read it: in private, only those who moderate."""
    return people_with(Capability.MODERATE if conversation.is_private else Capability.READ, conversation.page)


def teams_of(conversation: Conversation) -> list[Institution]:
    """Its school and what is above it, whose people answer for its page; none for an official's own page."""
    if conversation.page.institution_id is None:
        return []
    line = ancestry(institution_of(conversation.page))
    found = {one.pk: one for one in Institution.objects.filter(pk__in=line)}
    return [found[pk] for pk in line if pk in found]
