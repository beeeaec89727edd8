"""Who takes care of a conversation, its labels, until when it is put off."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from preau.conversations import selectors
from preau.conversations.models import Conversation
from preau.conversations.selectors import Said
from preau.conversations.selectors.later import WORDS, moments_later
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.users.models import User

SHOWN = 100


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    borne = list(conversation.labels.all())
    user = cast(User, request.user)
    shown = {"labels": borne, "is_mine": conversation.assignee_id == user.pk}
    if not holds(user, Capability.MODERATE, conversation.page):
        return shown
    given = list(selectors.labels_for(conversation)[:SHOWN])
    return {
        **shown,
        "people": list(selectors.assignees_of(conversation)[:SHOWN]),
        "teams": selectors.teams_of(conversation),
        "choices": [(label, label in borne) for label in [*given, *(one for one in borne if one not in given)]],
        "merge": selectors.last_merge(conversation),
        "moments": [(name, WORDS[name]) for name in moments_later()],
    }
