"""What the screens of the inbox share: the list on one side, a conversation on the other."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from preau.conversations import selectors
from preau.conversations.forms import AnswerForm
from preau.conversations.models import WAITING, Conversation, ConversationState
from preau.institutions.models import Capability, Page
from preau.institutions.selectors import holds, holds_anywhere, pages_where
from preau.kernel.errors import Invalid
from preau.posts.selectors.public import Cursor
from preau.users.models import User

from .parts import parts_of

SHOWN_PAGES = 300


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def conversation_or_404(request: HttpRequest, conversation_id: int, *, moderated: bool = False) -> Conversation:
    """A conversation that the person may read; or, `moderated`, one in which they may answer."""
    user = person(request)
    rows = selectors.moderated_where(user) if moderated else selectors.conversations_where(user)
    found = rows.select_related("page__domain", "page__institution", "page__official", "post__page__domain")
    return get_object_or_404(found, pk=conversation_id)


def list_context(request: HttpRequest, state: str = "") -> dict[str, Any]:
    """The list as the address asks for it: `etat`, `page`, `prive`, `avant`."""
    user = person(request)
    asked = request.GET.get("etat", "")
    state = asked if asked in ConversationState.values else state or ConversationState.NEW
    page, private = _page(request), request.GET.get("prive") == "1"
    after = _cursor(request)
    kept = {"etat": state, **({"page": page.handle} if page else {}), **({"prive": "1"} if private else {})}
    return {
        "section": "conversations",
        "state": state,
        "states": ConversationState.choices,
        "page": page,
        "private": private,
        "sheet": selectors.sheet(user, state, page=page, private=private, after=after),
        "is_first": after is None,
        "kept": urlencode(kept),
        "pages": pages_where(user, Capability.READ).filter(opened_at__isnull=False).order_by("name")[:SHOWN_PAGES],
        "moderates": holds_anywhere(user, Capability.MODERATE),
        "waiting": selectors.waiting(user),
        "reports": selectors.reports_where(user).filter(settled_at=None)[: selectors.MANY].count()
        + selectors.contests_where(user).filter(decided_at=None)[: selectors.MANY].count(),
    }


def thread_context(request: HttpRequest, conversation: Conversation, form: AnswerForm | None = None) -> dict[str, Any]:
    """One conversation, and the form to answer it, addressed to the message of `a` or to the newest of theirs."""
    said = selectors.messages_of(conversation)
    theirs = [one for one in said if not one.message.is_ours and not one.message.withdrawn_at]
    asked = request.GET.get("a", "") or request.POST.get("message", "")
    chosen = next((one for one in theirs if str(one.message.pk) == asked), None)
    if chosen is None and theirs:
        chosen = max(theirs, key=lambda one: (one.message.said_at, one.message.pk))
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


def _page(request: HttpRequest) -> Page | None:
    handle = request.GET.get("page", "")
    if not handle:
        return None
    return get_object_or_404(pages_where(person(request), Capability.READ), handle=handle[:30])


def _cursor(request: HttpRequest) -> Cursor | None:
    given = request.GET.get("avant", "")
    try:
        return Cursor.parse(given) if given else None
    except Invalid as error:
        raise Http404 from error
