from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from preau.conversations import selectors
from preau.conversations.models import Conversation, DraftState
from preau.conversations.selectors import Said
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.users.models import User


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    """The clock; why another person reads what is answered here; what waits for that already."""
    user = cast(User, request.user)
    drafts = selectors.open_drafts(conversation)
    mine = next((draft for draft in drafts if draft.author_id == user.pk), None)
    other = next((draft for draft in drafts if draft.state == DraftState.WAITING and draft is not mine), None)
    return {
        "due": selectors.due_of(conversation),
        "reasons": selectors.review_reasons(conversation, user),
        "mine": mine,
        "other": other,
        "may_decide": other is not None and holds(user, Capability.PUBLISH, conversation.page),
        "text": mine.text if mine else "",
    }
