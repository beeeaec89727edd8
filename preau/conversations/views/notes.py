"""Notes among colleagues, and who of them is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.conversations.handling_forms import NoteForm
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import NotAllowed, PreauError

from .frame import conversation_or_404, list_context, person, thread_context
from .handling import back


@needs(Capability.READ)
@require_POST
def add(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `note`, and `tell`: the ids of colleagues to be told."""
    conversation, form = conversation_or_404(request, conversation_id), NoteForm(request.POST)
    wanted = {key for key in request.POST.getlist("tell") if key.isdecimal() and len(key) < 19}
    tell = [one for one in selectors.readers_of(conversation) if str(one.pk) in wanted]
    status = 422
    try:
        text = request.POST.get("note", "")
        note = services.note_add(conversation=conversation, text=text, tell=tell, actor=person(request))
    except PreauError as error:
        form.add_error("note", str(error))
        status = 403 if isinstance(error, NotAllowed) else 422
    else:
        told = note.mentions.count()
        words = ngettext(
            "Note gardée. %(count)d personne est prévenue.", "Note gardée. %(count)d personnes sont prévenues.", told
        )
        messages.success(request, words % {"count": told} if told else _("Note gardée."))
        return back(request, conversation)
    shown = list_context(request, conversation.state) | thread_context(request, conversation)
    shown["parts"]["notes"]["form"] = form
    return render(request, "conversations/inbox.html", shown, status=status)


@needs(Capability.READ)
@require_POST
def presence(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `writing` (1 | 0) and `version`, every few seconds: who else is there, and whether it has changed since."""
    conversation, user = conversation_or_404(request, conversation_id), person(request)
    is_writing = request.POST.get("writing") == "1"
    services.presence_tell(conversation=conversation, user=user, is_writing=is_writing)
    shown = {
        "present": selectors.present_in(conversation, user),
        "conversation": conversation,
        "has_changed": request.POST.get("version", "") not in ("", str(conversation.version)),
    }
    return render(request, "conversations/parts/present.html", shown)
