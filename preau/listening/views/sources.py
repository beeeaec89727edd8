"""Where the boards that one sees listen."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.listening import selectors
from preau.users.models import User


@needs(Capability.READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    boards = selectors.boards_seen(cast(User, request.user))
    shown = [{"board": board, "sources": selectors.sources_of(board)} for board in boards]
    return render(request, "listening/sources.html", {"section": "watch", "boards": shown})
