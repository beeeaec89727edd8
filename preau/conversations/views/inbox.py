from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.conversations import services
from preau.conversations.models import ConversationState
from preau.institutions.models import Capability
from preau.institutions.services import needs

from .asking import UnknownPage
from .frame import conversation_or_404, list_context, opened, person, thread_context
from .handling import back


@needs(Capability.READ)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The conversations of one state. Where there is room, the first of them is open beside the list."""
    try:
        shown = list_context(request)
    except UnknownPage:
        return _without_page(request)
    lines = shown["sheet"].lines
    if lines:
        shown |= thread_context(request, opened(lines[0].conversation.pk))
    return render(request, "conversations/inbox.html", {**shown, "is_list": True})


def _without_page(request: HttpRequest) -> HttpResponse:
    """A name was typed that no page has: the same list, of all pages."""
    messages.error(request, _("Aucune de vos pages ne porte ce nom. Les autres filtres restent."))
    asked = request.GET.copy()
    del asked["page"]
    return redirect(f"{reverse('conversations:list')}?{asked.urlencode()}")


@needs(Capability.READ)
@require_safe
def thread(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """One conversation beside the list. One that went into another leads there."""
    conversation, user = conversation_or_404(request, conversation_id), person(request)
    if conversation.merged_into_id:
        return redirect("conversations:thread", conversation.merged_into_id)
    services.presence_tell(conversation=conversation, user=user)
    services.mentions_see(conversation=conversation, user=user)
    shown = list_context(request, conversation.state) | thread_context(request, conversation)
    return render(request, "conversations/inbox.html", shown)


@needs(Capability.MODERATE)
@require_POST
def move(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `state`: closed | new."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    if request.POST.get("state") == ConversationState.CLOSED:
        services.conversation_close(conversation=conversation, actor=person(request))
        messages.success(request, _("Conversation terminée. Un nouveau message la rouvrira."))
    else:
        services.conversation_reopen(conversation=conversation, actor=person(request))
        messages.success(request, _("Conversation rouverte : elle attend une réponse."))
    return back(request, conversation)
