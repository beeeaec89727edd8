from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.conversations.forms import HideForm
from preau.conversations.models import Message
from preau.guide.selectors import Quoted, institution_of, reasons
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person


def _message(request: HttpRequest, message_id: int, *, ours: bool) -> Message:
    rows = selectors.messages_where(person(request)).filter(answer__isnull=not ours)
    return get_object_or_404(rows, pk=message_id)


@needs(Capability.MODERATE)
def hide(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take a message out of the public's sight, for a reason that stays in its place."""
    message = _message(request, message_id, ours=False)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.message_hide(message=message, actor=person(request), **form.cleaned_data)
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Message masqué. Le motif est affiché à sa place."))
            return redirect("conversations:thread", message.conversation_id)
    shown = {"section": "conversations", "form": form, "reasons": _reasons(message), **_shown(message)}
    return render(request, "conversations/hide.html", shown, status=422 if form.errors else 200)


def _reasons(message: Message) -> list[Quoted]:
    return reasons(institution_of(message.conversation.page), (get_language() or "fr")[:2])


@needs(Capability.MODERATE)
@require_POST
def show(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put a hidden message back, or let one appear that was held."""
    message = _message(request, message_id, ours=False)
    services.message_show(message=message, actor=person(request))
    messages.success(request, _("Le message paraît de nouveau.") if message.hidden_at else _("Le message paraît."))
    return redirect("conversations:thread", message.conversation_id)


@needs(Capability.MODERATE)
def take_back(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take back what the page answered."""
    message = _message(request, message_id, ours=True)
    if request.method == "POST":
        services.answer_take_back(message=message, actor=person(request))
        messages.success(request, _("Réponse retirée. Sa place le dit."))
        return redirect("conversations:thread", message.conversation_id)
    return render(request, "conversations/take_back.html", {"section": "conversations", **_shown(message)})


def _shown(message: Message) -> dict[str, object]:
    [said] = selectors.said_of([message])
    return {"message": message, "said": said, "conversation": message.conversation}
