"""Who may take care of a conversation, who may read it, and who approves what is answered."""

from __future__ import annotations

from django.db.models import QuerySet

from preau.conversations.models import Conversation
from preau.institutions.models import Capability, Institution, Page, Role, RoleKind
from preau.institutions.selectors import ancestry, institution_of, people_with
from preau.users.models import User

TOLD = 5  # who is asked by mail; all others find it on their first screen
PUBLISHING = [kind for kind in RoleKind if Capability.PUBLISH in kind.capabilities]


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


def approvers_of(page: Page, author: User | None) -> list[User]:
    """Who may let an answer of `author` leave in the name of `page`, at most `TOLD`: the people of the school before
    those of its board. They know the page best; and a board's own, who may approve for all its schools, would soon read
    no such mail any more."""
    line = ancestry(institution_of(page))
    roles = Role.objects.filter(institution__in=line, kind__in=PUBLISHING).values_list("user_id", "institution_id")
    steps: dict[int, int] = {}
    for user_id, institution_id in roles:
        steps[user_id] = min(line.index(institution_id), steps.get(user_id, len(line)))
    people = people_with(Capability.PUBLISH, page).exclude(pk=author.pk if author else 0)
    return sorted(people, key=lambda user: steps.get(user.pk, 0))[:TOLD]
