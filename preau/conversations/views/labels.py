"""The labels of boards: made, and retired, by those who publish for the board."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.conversations.handling_forms import LabelForm
from preau.conversations.models import Label
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person


@needs(Capability.PUBLISH)
def labels(request: HttpRequest) -> HttpResponse:
    """The labels of my boards; POST makes one."""
    boards = selectors.boards_labelled(person(request))
    form = LabelForm(request.POST if request.method == "POST" else None, boards=boards)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.label_make(actor=person(request), **form.cleaned_data)
        except PreauError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("L’étiquette « %(name)s » est prête.") % {"name": made})
            return redirect("conversations:labels")
    own = Label.objects.filter(board__in=boards).select_related("board").order_by("board__name", "retired_at", "name")
    shown = {"section": "conversations", "form": form, "labels": own, "boards": boards}
    return render(request, "conversations/labels.html", shown, status=422 if form.errors else 200)


@needs(Capability.PUBLISH)
@require_POST
def retire(request: HttpRequest, label_id: int) -> HttpResponse:
    """Give a label no more; asked again, give it anew."""
    own = Label.objects.filter(board__in=selectors.boards_labelled(person(request)))
    changed = services.label_retire(label=get_object_or_404(own, pk=label_id), actor=person(request))
    words = _("« %(name)s » n’est plus proposée.") if changed.retired_at else _("« %(name)s » est de nouveau proposée.")
    messages.success(request, words % {"name": changed})
    return redirect("conversations:labels")
