"""The guide as everybody on the desk reads it, and says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.guide.models import ArticleSlug, Edition
from preau.guide.selectors.desk import overview, read_context
from preau.guide.services import edition_acknowledge
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .finding import language_now, my_board, person


@needs(Capability.READ)
def listing(request: HttpRequest) -> HttpResponse:
    """The articles of each board that the person works for, with what is left to do."""
    return render(request, "guide/list.html", {"section": "guide", "boards": overview(person(request))})


@needs(Capability.READ)
def article(request: HttpRequest, board_id: int, article: str) -> HttpResponse:
    """One article as it applies today."""
    return _show(request, board_id, article, None)


@needs(Capability.READ)
def edition(request: HttpRequest, board_id: int, article: str, number: int) -> HttpResponse:
    """One edition, in force or not."""
    board = my_board(request, board_id, article)
    found = get_object_or_404(
        Edition.objects.select_related("institution"), institution=board, article=article, number=number
    )
    return _show(request, board_id, article, found)


def _show(request: HttpRequest, board_id: int, article: str, found: Edition | None) -> HttpResponse:
    board = my_board(request, board_id, article)
    shown = read_context(person(request), board, article, language_now(), found)
    return render(request, "guide/article.html", {"section": "guide", "name": ArticleSlug(article).label, **shown})


@needs(Capability.READ)
@require_POST
def acknowledge(request: HttpRequest, board_id: int, article: str, number: int) -> HttpResponse:
    board = my_board(request, board_id, article)
    found = get_object_or_404(
        Edition.objects.select_related("institution"), institution=board, article=article, number=number
    )
    try:
        edition_acknowledge(edition=found, actor=person(request))
        messages.success(request, _("C’est noté, à la date d’aujourd’hui."))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("guide:edition", board.pk, article, number)
