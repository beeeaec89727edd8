from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from preau.conversations import selectors, services
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Invalid

from .frame import person
from .handling import back


@needs(Capability.MODERATE)
@require_POST
def correct(request: HttpRequest, message_id: int) -> HttpResponse:
    """POST `kind`: what the message is, by a person."""
    rows = selectors.messages_where(person(request)).filter(answer__isnull=True)
    message = get_object_or_404(rows, pk=message_id)
    try:
        services.message_kind_correct(message=message, kind=request.POST.get("kind", ""), actor=person(request))
    except Invalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("C’est noté. Le tri ne reviendra pas là-dessus."))
    return back(request, message.conversation)
