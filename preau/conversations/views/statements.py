"""« Mises au point »: begun from a talk, pinned on top of it, taken off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.conversations import selectors, services
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.posts.models import PostKind
from preau.posts.selectors import posts_where

from .frame import conversation_or_404, person


@needs(Capability.MODERATE)
@require_POST
def begin(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A new draft, and the composer."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    try:
        made = services.statement_begin(conversation=conversation, actor=person(request))
    except PreauError as error:
        messages.error(request, str(error))
        return redirect("conversations:thread", conversation.pk)
    return redirect("posts:resume", made.statement_id)


@needs(Capability.MODERATE)
@require_POST
def pin(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    given = request.POST.get("statement", "")
    chosen = int(given) if given.isdecimal() and len(given) < 19 else 0
    statement = get_object_or_404(selectors.pinnable(conversation), pk=chosen)
    try:
        services.statement_pin(statement=statement, conversation=conversation, actor=person(request))
        messages.success(request, _("La mise au point est épinglée en haut de la conversation, à la vue de tous."))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("conversations:thread", conversation.pk)


@needs(Capability.MODERATE)
@require_POST
def unpin(request: HttpRequest, pinned_id: int) -> HttpResponse:
    pinned = get_object_or_404(selectors.pinned_where(person(request)), pk=pinned_id)
    services.statement_unpin(pinned=pinned, actor=person(request))
    messages.success(request, _("La mise au point n’est plus épinglée. Elle reste à son adresse."))
    return redirect("conversations:thread", pinned.conversation_id)


@needs(Capability.MODERATE)
@require_safe
def offers(request: HttpRequest, post_id: int) -> HttpResponse:
    """The talks that asked for a statement, each one press away from having it: a fragment of its screen."""
    statement = get_object_or_404(posts_where(person(request), Capability.READ), kind=PostKind.STATEMENT, pk=post_id)
    context = {
        "section": "posts",
        "is_fragment": request.headers.get("HX-Request") == "true",
        "post": statement,
        "asked": selectors.waiting_for_pin(person(request), statement),
    }
    template = "statement_offers_list" if context["is_fragment"] else "statement_offers"
    return render(request, f"conversations/{template}.html", context)
