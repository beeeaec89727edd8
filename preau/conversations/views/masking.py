from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import services
from preau.conversations.exposed import exposed_in
from preau.conversations.guarding_forms import MaskForm, ReasonForm
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person
from .messages import message_or_404, shown_alone


@needs(Capability.MODERATE)
@require_POST
def mask(request: HttpRequest, message_id: int) -> HttpResponse:
    """One press, before anything else: what can wait is asked afterwards."""
    message = message_or_404(request, message_id)
    done = services.message_mask(message=message, actor=person(request))
    if done.masked_at:
        messages.success(request, _("Renseignements masqués partout, images retirées. L’original est sous scellé."))
    elif done.hidden_at:
        messages.warning(
            request, _("Rien n’a été reconnu dans les mots : tout le message est masqué. L’original est sous scellé.")
        )
    return redirect("conversations:thread", message.conversation_id)


@needs(Capability.MODERATE)
def mask_words(request: HttpRequest, message_id: int) -> HttpResponse:
    """Choose what is masked: among what was recognised, and words that a person types."""
    message = message_or_404(request, message_id)
    found = [(f"{start}-{end}", message.words[start:end]) for start, end in exposed_in(message)]
    form = MaskForm(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.message_mask(message=message, actor=person(request), chosen=form.chosen, words=form.lines)
        except PreauError as error:
            form.add_error("words", str(error))
        else:
            messages.success(request, _("Renseignements masqués partout, images retirées. L’original est sous scellé."))
            return redirect("conversations:thread", message.conversation_id)
    shown = {"section": "conversations", "form": form, **shown_alone(message)}
    return render(request, "conversations/mask_words.html", shown, status=422 if form.errors else 200)


@needs(Capability.MODERATE)
def unmask(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put the original back, for a reason."""
    message = message_or_404(request, message_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.message_unmask(message=message, reason=form.cleaned_data["reason"], actor=person(request))
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Le message est comme avant."))
            return redirect("conversations:thread", message.conversation_id)
    shown = {"section": "conversations", "form": form, **shown_alone(message)}
    return render(request, "conversations/unmask.html", shown, status=422 if form.errors else 200)
