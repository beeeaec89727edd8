"""Preparing an edition, seeing what it changes, adopting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.guide.forms import AdoptForm, EditionForm
from preau.guide.models import ArticleSlug, Edition
from preau.guide.selectors.desk import draft_of, prepared, starting_texts
from preau.guide.services import edition_adopt, edition_discard, edition_draft
from preau.institutions.models import Capability, Institution
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .finding import language_now, my_board, person


@needs(Capability.PUBLISH)
def prepare(request: HttpRequest, board_id: int, article: str) -> HttpResponse:
    """The text beside its previews. What was typed is never lost: a refusal shows it again."""
    board = my_board(request, board_id, article, Capability.PUBLISH)
    draft = draft_of(board, article)
    if request.method != "POST":
        texts = starting_texts(board, article, draft)
        return _show(request, board, article, draft, EditionForm(initial=texts))
    form = EditionForm(request.POST)
    if form.is_valid():
        try:
            edition_draft(institution=board, article=article, actor=person(request), **form.cleaned_data)
        except PreauError as error:
            form.add_error(None, str(error))
            # Saving again, with what the other person wrote in view, is then a choice.
            form.data = {**request.POST.dict(), "version": str(draft.version if draft else 0)}
        else:
            messages.success(request, _("Enregistré. Rien n’est adopté : relisez d’abord."))
            return redirect("guide:prepare", board.pk, article)
    return _show(request, board, article, draft, form, status=422)


def _show(
    request: HttpRequest,
    board: Institution,
    article: str,
    draft: Edition | None,
    form: EditionForm,
    *,
    adopt_form: AdoptForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "section": "guide",
        "board": board,
        "article": article,
        "name": ArticleSlug(article).label,
        "draft": draft,
        "form": form,
        "adopt_form": adopt_form or AdoptForm(initial={"version": draft.version if draft else 0}),
        **prepared(board, article, draft, language_now()),
    }
    return render(request, "guide/prepare.html", context, status=status)


@needs(Capability.PUBLISH)
@require_POST
def adopt(request: HttpRequest, board_id: int, article: str) -> HttpResponse:
    board = my_board(request, board_id, article, Capability.PUBLISH)
    draft = get_object_or_404(Edition, institution=board, article=article, number__isnull=True)
    form = AdoptForm(request.POST)
    if form.is_valid():
        try:
            made = edition_adopt(edition=draft, actor=person(request), **form.cleaned_data)
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Adoptée. Tout le monde la lit dès maintenant."))
            return redirect("guide:edition", board.pk, article, made.number)
    texts = EditionForm(initial=starting_texts(board, article, draft))
    return _show(request, board, article, draft, texts, adopt_form=form, status=422)


@needs(Capability.PUBLISH)
@require_POST
def discard(request: HttpRequest, board_id: int, article: str) -> HttpResponse:
    board = my_board(request, board_id, article, Capability.PUBLISH)
    draft = draft_of(board, article)
    if draft:
        edition_discard(edition=draft, actor=person(request))
        messages.success(request, _("Le texte préparé est jeté. Ce qui est adopté reste."))
    return redirect("guide:article", board.pk, article)
