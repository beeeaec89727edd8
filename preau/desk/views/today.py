from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from preau.channels.selectors import answers_in_trouble, deliveries_in_trouble
from preau.conversations.selectors import MANY, day_of, drafts_of_day
from preau.guide.selectors import to_acknowledge
from preau.institutions.models import Capability
from preau.institutions.selectors import adoption, holds_anywhere, institutions_where
from preau.institutions.services import needs
from preau.listening.selectors import alerts_open
from preau.posts.models import PostState
from preau.posts.selectors import drafts_where, published_where, waiting_for
from preau.users.models import User
from preau.users.services import signed_in

FEW = 5


@signed_in
def today(request: HttpRequest) -> HttpResponseBase:
    """The desk's first screen, or a word of welcome to somebody who has no role yet."""
    if not holds_anywhere(cast(User, request.user), Capability.READ):
        return render(request, "desk/no_role.html", {"section": "today"})
    return overview(request)


@needs(Capability.READ)
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for me, what my pages said last, and how far my board has come."""
    user = cast(User, request.user)
    to_read, refused = drafts_of_day(user, FEW)
    boards = adoption(institutions_where(user, Capability.READ)).boards
    context = {
        "section": "today",
        "unread": to_acknowledge(user),
        "can_write": holds_anywhere(user, Capability.WRITE),
        "to_read": to_read,
        "refused": refused,
        "reviews": waiting_for(user).select_related("page", "author").order_by("saved_at")[:FEW],
        "drafts": drafts_where(user).filter(state=PostState.DRAFT).order_by("-saved_at")[:FEW],
        "surges": alerts_open(user),
        "troubles": deliveries_in_trouble(user)[:FEW],
        "unsent": answers_in_trouble(user).filter(message__isnull=False).select_related("message")[:FEW],
        "many": MANY,
        "talk": day_of(user, FEW),
        "published": published_where(user, Capability.READ, FEW),
        "boards": [line for line in boards if line.total][:FEW],
    }
    return render(request, "desk/today.html", context)
