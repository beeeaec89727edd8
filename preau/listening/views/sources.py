"""Where a board listens: the list, and what is decided about each source of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.listening import selectors, services
from preau.listening.models import BoardSource
from preau.users.models import User

from .places import managed_board, shown

DECISIONS: dict[str, tuple[Callable[..., None], object]] = {
    "listen": (services.source_listen, gettext_lazy("Toutes vos veilles écoutent %(name)s à partir de maintenant.")),
    "pause": (services.source_pause, gettext_lazy("%(name)s est suspendue.")),
    "resume": (services.source_resume, gettext_lazy("%(name)s est écoutée de nouveau.")),
    "try": (services.source_try, gettext_lazy("%(name)s sera interrogée dans la minute.")),
    "remove": (services.source_remove, gettext_lazy("%(name)s n’est plus dans la liste.")),
}


@needs(Capability.READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The sources of one's board; of the first of them, or `organisme`, where one sees several."""
    boards, asked = selectors.boards_seen(cast(User, request.user)), request.GET.get("organisme", "")
    first = boards.order_by("name").first()
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        first = get_object_or_404(boards, pk=int(asked))
    if first is None:
        return render(request, "listening/no_board.html", {"section": "watch"})
    return redirect("listening:board_sources", first.pk)


@needs(Capability.READ)
@require_safe
def board(request: HttpRequest, board_id: int) -> HttpResponse:
    return shown(request, get_object_or_404(selectors.boards_seen(cast(User, request.user)), pk=board_id))


@needs(Capability.MODERATE)
@require_POST
def decide(request: HttpRequest, chosen_id: int) -> HttpResponse:
    """POST `decision`: listen | pause | resume | try | remove."""
    user = cast(User, request.user)
    ours = BoardSource.objects.filter(board__in=selectors.boards_managed(user)).select_related("board", "source")
    chosen = get_object_or_404(ours, pk=chosen_id)
    service, words = DECISIONS.get(request.POST.get("decision", ""), (None, ""))
    if service:
        service(actor=user, chosen=chosen)
        messages.success(request, str(words) % {"name": chosen})
    return redirect("listening:board_sources", chosen.board_id)


@needs(Capability.MODERATE)
@require_POST
def mail_address(request: HttpRequest, board_id: int) -> HttpResponse:
    board = managed_board(request, board_id)
    if settings.MAIL_IN:
        is_first = not selectors.mail_address(board)
        services.mail_address_change(actor=cast(User, request.user), board=board)
        renewed = _("La nouvelle adresse est prête. L’ancienne ne mène plus nulle part.")
        messages.success(request, _("L’adresse est prête.") if is_first else renewed)
    return redirect("listening:board_sources", board.pk)
