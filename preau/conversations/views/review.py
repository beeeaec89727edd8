"""The second pair of eyes: what waits to be read, and the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.conversations import selectors, services
from preau.conversations.forms import ReviewForm
from preau.conversations.models import AnswerDraft
from preau.institutions.models import Capability
from preau.institutions.selectors import holds
from preau.institutions.services import needs
from preau.kernel.errors import Conflict, PreauError

from .frame import person

SHOWN = 50


@needs(Capability.MODERATE)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for me to read it, and my own that others read or gave back."""
    user = person(request)
    shown = {
        "section": "conversations",
        "to_decide": selectors.drafts_to_decide(user)[:SHOWN],
        "mine": selectors.drafts_of(user)[:SHOWN],
    }
    return render(request, "conversations/reviews.html", shown)


@needs(Capability.MODERATE)
def review(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One answer that waits, what it answers, and what has changed since. POST `decision`: approve | refuse."""
    draft = get_object_or_404(selectors.drafts_where(person(request)), pk=draft_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        try:
            return _decide(request, draft, form)
        except PreauError as error:
            form.add_error("reason", str(error))
            status = 409 if isinstance(error, Conflict) else 422
            draft.refresh_from_db()
    return render(request, "conversations/review.html", _shown(request, draft, form), status=status)


def _decide(request: HttpRequest, draft: AnswerDraft, form: ReviewForm) -> HttpResponse:
    if not form.is_valid():
        raise Conflict(_("Choisissez : approuver, ou refuser en disant pourquoi."))
    given, actor = form.cleaned_data, person(request)
    if given["decision"] == "approve":
        services.draft_approve(draft=draft, edition=given["edition"], version=given["version"], actor=actor)
        messages.success(request, _("Approuvée. La réponse part au nom de la page."))
    else:
        services.draft_refuse(draft=draft, edition=given["edition"], reason=given["reason"], actor=actor)
        messages.success(request, _("Refusée. La personne qui a écrit lira votre motif."))
    return redirect("conversations:reviews")


def _shown(request: HttpRequest, draft: AnswerDraft, form: ReviewForm) -> dict[str, Any]:
    user, conversation = person(request), draft.conversation
    conversation.refresh_from_db(fields=["version", "state"])
    return {
        "section": "conversations",
        "draft": draft,
        "conversation": conversation,
        "said": selectors.said_of([draft.message]),
        "reasons": selectors.review_reasons(conversation, draft.author) if draft.author else [],
        "changes": selectors.changes_since(conversation, draft.asked_at),
        "is_mine": draft.author_id == user.pk,
        "may_decide": draft.author_id != user.pk and holds(user, Capability.PUBLISH, conversation.page),
        "form": form,
    }


@needs(Capability.MODERATE)
@require_POST
def withdraw(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Give up what I meant to answer."""
    draft = get_object_or_404(selectors.drafts_of(person(request)), pk=draft_id)
    try:
        services.draft_withdraw(draft=draft, actor=person(request))
    except PreauError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Réponse retirée : elle ne sera pas envoyée."))
    return redirect("conversations:thread", draft.conversation_id)
