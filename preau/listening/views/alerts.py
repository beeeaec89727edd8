from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.institutions.models import Capability
from preau.institutions.selectors import institutions_where
from preau.institutions.services import needs
from preau.listening import selectors, services
from preau.listening.models import Alert

from .frame import person


def _alert(request: HttpRequest, alert_id: int, capability: Capability) -> Alert:
    return get_object_or_404(selectors.alerts_where(person(request), capability), pk=alert_id)


@needs(Capability.READ)
@require_safe
def alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """One surge, with its picture over time and the figures that it is drawn from."""
    found = _alert(request, alert_id, Capability.READ)
    mine = institutions_where(person(request), Capability.MODERATE).filter(pk=found.institution_id)
    bars = selectors.picture_of(found)
    context = {
        "section": "watch",
        "alert": found,
        "bars": bars,
        "width": len(bars) * 12,
        "told": selectors.told_during(found),
        "can_decide": mine.exists(),
    }
    return render(request, "listening/alert.html", context)


@needs(Capability.MODERATE)
@require_POST
def see(request: HttpRequest, alert_id: int) -> HttpResponse:
    services.alert_see(actor=person(request), alert=_alert(request, alert_id, Capability.MODERATE))
    messages.success(request, _("C’est noté : la bannière disparaît pour tout le monde."))
    return redirect("listening:mentions")
