"""What the views of sources share: which board, and whether one may change its list."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from preau.institutions.models import Institution
from preau.listening import selectors
from preau.listening.forms import BlueskyForm, FeedForm, MastodonForm, MediaForm
from preau.listening.models import BoardSource, SourceState
from preau.listening.reasons import reason_words
from preau.users.models import User

ORDER = (SourceState.STOPPED, SourceState.FAILING, SourceState.RETRYING, SourceState.OK)


def managed_board(request: HttpRequest, board_id: int) -> Institution:
    """The board, if one may change its list; else 404."""
    return get_object_or_404(selectors.boards_managed(cast(User, request.user)), pk=board_id)


def shown(request: HttpRequest, board: Institution, **forms: Any) -> HttpResponse:
    """The screen of a board's sources; `forms`: those that were filled in, with their errors."""
    user = cast(User, request.user)
    made = {"feed": FeedForm(), "mastodon": MastodonForm(auto_id="m_%s"), "bluesky": BlueskyForm(auto_id="b_%s")}
    made |= {"media": MediaForm(auto_id="l_%s")} | forms
    rows = sorted(selectors.chosen_by(board), key=lambda row: ORDER.index(SourceState(row.source.state)))
    context = {
        "section": "watch",
        "board": board,
        "boards": selectors.boards_seen(user).order_by("name"),
        "may_change": selectors.boards_managed(user).filter(pk=board.pk).exists(),
        "chosen": [(row, _why(row)) for row in rows],
        "mail_address": selectors.mail_address(board),
        "takes_mail": bool(settings.MAIL_IN),
        "forms": made,
        "opened": next(iter(forms), ""),
    }
    has_errors = any(form.errors for form in made.values())
    return render(request, "listening/sources.html", context, status=422 if has_errors else 200)


def _why(row: BoardSource) -> str:
    return reason_words(row.source.last_error)
