"""Who has yet to read, for those who run a board."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preau.guide.models import ArticleSlug
from preau.guide.selectors import edition_in_force
from preau.guide.selectors.standing import absent, expected, missing_from
from preau.guide.services import edition_remind
from preau.institutions.models import Capability
from preau.institutions.services import needs

from .finding import my_board, person

PER_SHEET = 100


@needs(Capability.PUBLISH)
def following(request: HttpRequest, board_id: int, article: str) -> HttpResponse:
    """The people who are expected to have read the edition in force and have not; a POST writes to them all."""
    board = my_board(request, board_id, article, Capability.PUBLISH)
    edition = edition_in_force(board, article)
    if edition is None:
        raise Http404
    if request.method == "POST":
        _remind(request, edition_remind(edition=edition, actor=person(request)))
        return redirect("guide:following", board.pk, article)
    page_obj = Paginator(missing_from(edition), PER_SHEET).get_page(request.GET.get("page"))
    context = {
        "section": "guide",
        "board": board,
        "article": article,
        "name": ArticleSlug(article).label,
        "edition": edition,
        "total": expected(edition).count(),
        "page_obj": page_obj,
        "absent": absent(page_obj.object_list, board),
        "query": "",
    }
    return render(request, "guide/following.html", context)


def _remind(request: HttpRequest, count: int) -> None:
    words = ngettext("Un courriel part vers %(count)d personne.", "Un courriel part vers %(count)d personnes.", count)
    messages.success(
        request, words % {"count": count} if count else _("Ces personnes ont déjà été relancées aujourd’hui.")
    )
