"""What the screens of the inbox share: the list on one side, a conversation on the other."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from preau.conversations import selectors
from preau.conversations.forms import AnswerForm
from preau.conversations.models import WAITING, Conversation
from preau.institutions.models import Capability
from preau.institutions.selectors import holds, holds_anywhere
from preau.users.models import User

from .asking import asked_of, filters_of, kept, place_of
from .chosen import chosen_of
from .parts import parts_of

OPENED = ("page__domain", "page__institution", "page__official", "post__page__domain", "assignee", "team")


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def conversation_or_404(request: HttpRequest, conversation_id: int, *, moderated: bool = False) -> Conversation:
    """A conversation that the person may read; or, `moderated`, one in which they may answer."""
    user = person(request)
    rows = selectors.moderated_where(user) if moderated else selectors.conversations_where(user)
    return get_object_or_404(rows.select_related(*OPENED), pk=conversation_id)


def opened(conversation_id: int) -> Conversation:
    """One that stands in a list that the person may read."""
    return Conversation.objects.select_related(*OPENED).get(pk=conversation_id)


def list_context(request: HttpRequest, state: str = "") -> dict[str, Any]:
    """The list as the address asks for it (views.asking). `state`: of the conversation that is open, if one is.

    `kept` in what is given: its folder and filters; `here`: with the page of it that is shown.
    """
    user = person(request)
    reach = selectors.Reach(user)
    asked, after = asked_of(request, reach, state), place_of(request)
    numbers = selectors.counts(reach)
    moderates = holds_anywhere(user, Capability.MODERATE)
    return {
        "section": "conversations",
        "asked": asked,
        "folders": [(name, label, numbers.get(name, 0)) for name, (_states, label) in selectors.FOLDERS.items()],
        "filters": filters_of(asked, reach),
        "sheet": selectors.sheet(reach, asked, after),
        "is_first": after is None,
        "kept": kept(asked),
        "here": kept(asked) + (f"&avant={after}" if after else ""),
        "moderates": moderates,
        "labels_mine": holds_anywhere(user, Capability.PUBLISH),
        "reports": selectors.to_look_at(reach) if moderates else 0,
    }


def thread_context(request: HttpRequest, conversation: Conversation, form: AnswerForm | None = None) -> dict[str, Any]:
    """One conversation, and the form to answer it, addressed to the message of `a` or to the newest of theirs."""
    said = selectors.messages_of(conversation)
    chosen = chosen_of(request, said)
    can_moderate = holds(person(request), Capability.MODERATE, conversation.page)
    network = chosen.message.network if chosen else ""
    initial = {"version": conversation.version, "message": chosen.message.pk if chosen else 0}
    return {
        "conversation": conversation,
        "said": said,
        "chosen": chosen,
        "can_moderate": can_moderate,
        "can_answer": can_moderate and chosen is not None and selectors.can_answer(network),
        "form": form or AnswerForm(initial=initial),
        "is_waiting": conversation.state in WAITING,
        "parts": parts_of(request, conversation, said),
    }
