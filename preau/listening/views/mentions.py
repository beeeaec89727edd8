from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.listening import services
from preau.listening.models import Mention
from preau.listening.watch_forms import AsideForm

from .frame import list_context, mention_context, mention_or_404, person


@needs(Capability.READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The mentions of one state. Where there is room, the first of them is open beside the list."""
    shown = list_context(request)
    lines = shown["sheet"].lines
    if lines:
        shown |= mention_context(request, mention_or_404(request, lines[0].mention.pk))
    return render(request, "listening/mentions.html", {**shown, "is_list": True})


@needs(Capability.READ)
@require_safe
def mention(request: HttpRequest, mention_id: int) -> HttpResponse:
    shown = list_context(request) | mention_context(request, mention_or_404(request, mention_id))
    return render(request, "listening/mentions.html", shown)


@needs(Capability.READ)
@require_POST
def decide(request: HttpRequest, mention_id: int) -> HttpResponse:
    """POST `decision`: conversation | explanation | answer | aside (with `note`) | restore."""
    found = mention_or_404(request, mention_id)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Http404
    try:
        return decision(request, found)
    except PreauError as error:
        messages.error(request, str(error))
        return redirect("listening:mention", mention_id=found.pk)


def _list(request: HttpRequest) -> HttpResponse:
    """Back to the list, filtered as it was."""
    return redirect(f"{reverse('listening:mentions')}?{request.GET.urlencode()}")


def _converse(request: HttpRequest, mention: Mention) -> HttpResponse:
    services.mention_converse(actor=person(request), mention=mention)
    messages.success(request, _("Conversation ouverte : elle n’est que pour les personnes qui modèrent la page."))
    return redirect("desk:mention_conversation", mention_id=mention.pk)


def _explain(request: HttpRequest, mention: Mention) -> HttpResponse:
    post = services.mention_explain(actor=person(request), mention=mention)
    messages.success(request, _("Un brouillon cite ce qui s’est dit. Rien n’est publié avant que vous le demandiez."))
    return redirect("posts:resume", post_id=post.pk)


def _answer(request: HttpRequest, mention: Mention) -> HttpResponse:
    services.mention_answered(actor=person(request), mention=mention)
    if "here" in request.POST:
        return redirect("desk:mention_conversation", mention_id=mention.pk)
    messages.success(request, _("C’est noté : répondu sur place."))
    return _list(request)


def _set_aside(request: HttpRequest, mention: Mention) -> HttpResponse:
    form = AsideForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    services.mention_set_aside(actor=person(request), mention=mention, note=note)
    messages.success(request, _("Mise de côté. Elle reste sous « Mises de côté », d’où vous pouvez la ramener."))
    return _list(request)


def _restore(request: HttpRequest, mention: Mention) -> HttpResponse:
    services.mention_restore(actor=person(request), mention=mention)
    messages.success(request, _("Elle est de nouveau à voir."))
    return redirect("listening:mention", mention_id=mention.pk)


DECISIONS = {
    "conversation": _converse,
    "explanation": _explain,
    "answer": _answer,
    "aside": _set_aside,
    "restore": _restore,
}
