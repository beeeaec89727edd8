"""What colleagues say among themselves, and who of them is there."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from preau.conversations import selectors
from preau.conversations.handling_forms import NoteForm
from preau.conversations.models import WAITING, Conversation
from preau.conversations.selectors import Said
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.users.models import User

SHOWN = 60


def context(request: HttpRequest, conversation: Conversation, said: list[Said]) -> dict[str, Any]:
    user = cast(User, request.user)
    may = any(holds(user, capability, conversation.page) for capability in (Capability.MODERATE, Capability.WRITE))
    notes = selectors.notes_of(conversation)
    handed_over = next((note for note in reversed(notes) if note.moved_from_id), None)
    return {
        "notes": notes,
        "handed_over": handed_over if conversation.state in WAITING else None,
        "present": selectors.present_in(conversation, user),
        "may_write": may,
        "people": list(selectors.readers_of(conversation).exclude(pk=user.pk)[:SHOWN]) if may else [],
        "form": NoteForm(),
    }
