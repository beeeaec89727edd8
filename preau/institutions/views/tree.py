"""The network as its staff sees it: boards with their adoption, their institutions, officials."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from preau.institutions import selectors
from preau.institutions.models import Capability, Institution, Page
from preau.institutions.services import needs

from .finding import me, my_institution, screen

STATES = {
    "": gettext_lazy("Toutes"),
    "ouvertes": gettext_lazy("Ouvertes"),
    "a_ouvrir": gettext_lazy("À ouvrir"),
    "fermees": gettext_lazy("Fermées"),
    "absentes": gettext_lazy("Absentes du fichier"),
}


@needs(Capability.READ)
def tree(request: HttpRequest) -> HttpResponse:
    """Boards with their adoption; once a board, a state or words are chosen, the institutions themselves."""
    mine = selectors.institutions_where(me(request), Capability.READ)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "etat", "organisme")}
    adoption = selectors.adoption(mine)
    board = _board(request, asked["organisme"], adoption)
    context: dict[str, Any] = {
        "section": "pages",
        "adoption": adoption,
        "board": board,
        "asked": asked,
        "states": STATES,
        "own": Page.objects.filter(official__user=me(request)),
        "query": urlencode({name: value for name, value in asked.items() if value}) + "&",
    }
    if board or asked["q"] or asked["etat"]:
        context["page_obj"] = screen(request, _institutions(mine, asked, board))
        context["may_add"] = board and _administers(request, board)
        return render(request, "institutions/schools.html", context)
    context["page_obj"] = screen(request, adoption.boards)
    return render(request, "institutions/boards.html", context)


def _board(request: HttpRequest, given: str, adoption: selectors.Adoption) -> Institution | None:
    """The board that is asked for, or the only one there is."""
    if given.isdecimal() and len(given) < 19:
        return my_institution(request, Capability.READ, int(given))
    return adoption.boards[0].board if len(adoption.boards) == 1 else None


def _institutions(mine: Any, asked: dict[str, str], board: Institution | None) -> Any:
    found = selectors.in_state(mine, asked["etat"])
    if board and (asked["organisme"] or not asked["q"]):
        found = found.filter(path__startswith=board.path)
    if asked["q"]:
        return selectors.search(found, asked["q"])
    top_first = [F("parent").asc(nulls_first=True)] if board else []
    return found.select_related("page", "parent").order_by(*top_first, "search_text", "id")


def _administers(request: HttpRequest, board: Institution) -> bool:
    return selectors.institutions_where(me(request), Capability.ADMINISTER).filter(pk=board.pk).exists()


@needs(Capability.READ)
def officials(request: HttpRequest) -> HttpResponse:
    """The officials whose pages I may look at, by name, with their mandates."""
    pages = selectors.pages_where(me(request), Capability.READ).filter(official__isnull=False).distinct()
    listed = pages.select_related("official").prefetch_related("official__mandates__institution").order_by("name", "id")
    context = {"section": "pages", "page_obj": screen(request, listed)}
    return render(request, "institutions/officials.html", context)
