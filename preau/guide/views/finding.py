from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from preau.guide.articles import ARTICLES
from preau.guide.selectors.standing import boards_where, my_boards
from preau.institutions.models import Capability, Institution
from preau.users.models import User


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def language_now() -> str:
    """ "fr" or "en"."""
    return (get_language() or "fr")[:2]


def my_board(request: HttpRequest, board_id: int, article: str, capability: Capability | None = None) -> Institution:
    """A board whose guide concerns the person; or, with `capability`, on which they hold it. Errors: 404."""
    if article not in ARTICLES:
        raise Http404
    if capability is not None:
        return get_object_or_404(boards_where(person(request), capability), pk=board_id)
    found = next((board for board in my_boards(person(request)) if board.pk == board_id), None)
    if found is None:
        raise Http404
    return found
