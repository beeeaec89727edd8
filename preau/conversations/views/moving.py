"""Handing a conversation over to another page, and making two into one: each is read once more before it is done.
Two are parted in one press: they can be made one again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.conversations.handling_forms import MergeForm, TransferForm
from preau.conversations.models import Conversation
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.institutions.services import needs
from preau.kernel.errors import Conflict, PreauError

from .frame import conversation_or_404, person


@needs(Capability.MODERATE)
def transfer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    pages = list(selectors.pages_to_move_to(conversation).select_related("institution"))
    mine = set(
        pages_where(person(request), Capability.READ)
        .filter(pk__in=[page.pk for page in pages])
        .values_list("pk", flat=True)
    )
    form = TransferForm(request.POST if request.method == "POST" else None, pages=pages, mine=mine)
    if request.method == "POST" and form.is_valid():
        to = next(page for page in pages if page.pk == form.cleaned_data["to"])
        try:
            services.conversation_transfer(
                conversation=conversation, to=to, note=form.cleaned_data["note"], actor=person(request)
            )
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Conversation transférée à %(name)s, avec votre note.") % {"name": to.name})
            is_seen = selectors.conversations_where(person(request)).filter(pk=conversation.pk).exists()
            return redirect("conversations:thread", conversation.pk) if is_seen else redirect("conversations:list")
    shown = {"section": "conversations", "conversation": conversation, "form": form, "pages": pages}
    shown["drafts"] = selectors.open_drafts(conversation)
    return render(request, "conversations/transfer.html", shown, status=422 if form.errors else 200)


@needs(Capability.MODERATE)
def merge(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    lines = selectors.lines_of(selectors.merge_candidates(conversation))
    form = MergeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rows = selectors.moderated_where(person(request))
        into: Conversation = get_object_or_404(rows, pk=form.cleaned_data["into"])
        try:
            home = services.conversation_merge(conversation=conversation, into=into, actor=person(request))
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("Les deux conversations n’en font plus qu’une. Le bouton « Séparer » revient en arrière.")
            )
            return redirect("conversations:thread", home.pk)
    shown = {"section": "conversations", "conversation": conversation, "form": form, "lines": lines}
    return render(request, "conversations/merge.html", shown, status=422 if form.errors else 200)


@needs(Capability.MODERATE)
@require_POST
def part(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """POST `merge`: part what was made one. Leads to the one that comes back."""
    conversation = conversation_or_404(request, conversation_id, moderated=True)
    merge = selectors.last_merge(conversation)
    try:
        if merge is None or str(merge.pk) != request.POST.get("merge"):
            raise Conflict(_("Ces conversations ont déjà été séparées, ou réunies avec une autre depuis."))
        conversation = services.conversation_part(merge=merge, actor=person(request))
    except PreauError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Les deux conversations sont de nouveau séparées. Voici celle qui est revenue."))
    return redirect("conversations:thread", conversation.pk)
