from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import get_language

from preau.conversations.models import Conversation
from preau.conversations.selectors import Said, statements_of
from preau.guide.selectors import institution_of, netiquette_path, promise_line
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.users.models import User


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    """The statements of the talk, who may write one, and what the guide has the page promise."""
    language = (get_language() or "fr")[:2]
    institution = institution_of(conversation.page)
    user = cast(User, request.user)
    statements = statements_of(conversation)
    can_write = not conversation.is_private and holds(user, Capability.WRITE, conversation.page)
    return {
        "statements": statements,
        "can_write": can_write,
        "is_any": bool(can_write or statements.asked or statements.offered),  # else its card would be empty
        "promise": promise_line(institution, language),
        "netiquette": netiquette_path(institution, language),
    }
