from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import notices, selectors, services
from preau.conversations.forms import HideForm
from preau.conversations.models import HideReason, Message
from preau.conversations.services.moderating import way_to_tell
from preau.conversations.services.telling import way_to
from preau.guide.selectors import Quoted, institution_of, reasons
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import PreauError
from preau.triage import Kind

from .frame import person
from .handling import back


def message_or_404(request: HttpRequest, message_id: int, *, ours: bool = False) -> Message:
    """A message that the person may hide or, `ours`, take back."""
    rows = selectors.messages_where(person(request)).filter(answer__isnull=not ours)
    return get_object_or_404(rows.select_related("visitor"), pk=message_id)


@needs(Capability.MODERATE)
def hide(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take a message out of the public's sight, for a reason that stays in its place. A critique asks for a second
    press, once it was said that it is one."""
    message = message_or_404(request, message_id)
    form = HideForm(request.POST or None)
    warns = message.kind == Kind.CRITIQUE
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if warns and not given["sure"]:
            return _dialog(request, message, form, is_warned=True)
        try:
            services.message_hide(message=message, actor=person(request), reason=given["reason"], note=given["note"])
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Message masqué. Le motif est affiché à sa place."))
            return back(request, message.conversation)
    return _dialog(request, message, form)


def _dialog(request: HttpRequest, message: Message, form: HideForm, *, is_warned: bool = False) -> HttpResponse:
    page = message.conversation.page
    if is_warned:
        form.data = {**request.POST.dict(), "sure": "on"}
    spam = way_to_tell(message, HideReason.SPAM, way_to(message))
    shown = {
        "section": "conversations",
        "form": form,
        "reasons": _reasons(message),
        "is_warned": is_warned,
        "told": way_to(message),
        "told_of_spam": spam,
        "notice": notices.hidden(message, page, ""),
        **shown_alone(message),
    }
    return render(request, "conversations/hide.html", shown, status=422 if form.errors or is_warned else 200)


def _reasons(message: Message) -> list[Quoted]:
    return reasons(institution_of(message.conversation.page), (get_language() or "fr")[:2])


@needs(Capability.MODERATE)
@require_POST
def show(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put a hidden message back, or let one appear that was held."""
    message = message_or_404(request, message_id)
    services.message_show(message=message, actor=person(request))
    messages.success(request, _("Le message paraît de nouveau.") if message.hidden_at else _("Le message paraît."))
    return back(request, message.conversation)


@needs(Capability.MODERATE)
def take_back(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take back what the page answered."""
    message = message_or_404(request, message_id, ours=True)
    if request.method == "POST":
        services.answer_take_back(message=message, actor=person(request))
        messages.success(request, _("Réponse retirée. Sa place le dit."))
        return back(request, message.conversation)
    return render(request, "conversations/take_back.html", {"section": "conversations", **shown_alone(message)})


def shown_alone(message: Message) -> dict[str, object]:
    """The context of one bubble."""
    [said] = selectors.said_of([message])
    return {"message": message, "said": said, "conversation": message.conversation}
