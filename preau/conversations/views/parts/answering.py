from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from preau.conversations import selectors
from preau.conversations.models import Conversation, DraftState
from preau.conversations.selectors import Said, language_of
from preau.conversations.views.chosen import chosen_of
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.triage import Kind
from preau.users.models import User


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    """The clock; templates to choose from; why another person reads what is answered here, and what waits for it."""
    user = cast(User, request.user)
    drafts = selectors.open_drafts(conversation)
    mine = next((draft for draft in drafts if draft.author_id == user.pk), None)
    other = next((draft for draft in drafts if draft.state == DraftState.WAITING and draft is not mine), None)
    templates = selectors.templates_for(conversation)
    chosen, picked = chosen_of(request, said), request.GET.get("modele", "")
    template = next((one for one in templates if str(one.pk) == picked), None)
    text, reasons = mine.text if mine else "", selectors.review_reasons(conversation, user)
    held = [template] if template else list(mine.templates.all()) if mine else []
    if template and chosen:
        chosen.message.conversation = conversation
        text = selectors.filled(template, chosen.message, language_of(conversation.page, chosen.message))
    return {
        "due": selectors.due_of(conversation),
        "reasons": reasons,
        "approvers": selectors.approvers_of(conversation.page, user) if reasons or mine else [],
        "mine": mine,
        "other": other,
        "may_decide": other is not None and holds(user, Capability.PUBLISH, conversation.page),
        "templates": templates,
        "template": template,
        "held": ",".join(str(one.pk) for one in held),
        "text": text,
        "is_complaint": conversation.kind == Kind.COMPLAINT,
    }
