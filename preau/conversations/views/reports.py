"""What people on other networks report to the moderators."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from preau.conversations import selectors, services
from preau.conversations.forms import SettleForm
from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.errors import Conflict

from .frame import person

PER_PAGE = 30


@needs(Capability.MODERATE)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    is_settled = request.GET.get("etat") == "regles"
    found = selectors.reports_where(person(request)).filter(settled_at__isnull=not is_settled)
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    contests = selectors.contests_where(person(request)).filter(decided_at__isnull=not is_settled)
    shown = {
        "section": "conversations",
        "contests": contests[:PER_PAGE],
        "is_settled": is_settled,
        "page_obj": page_obj,
        "query": "etat=regles&" if is_settled else "",
    }
    return render(request, "conversations/reports.html", shown)


@needs(Capability.MODERATE)
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report, the messages that it is about, and the decision."""
    found = get_object_or_404(selectors.reports_where(person(request)), pk=report_id)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.report_settle(report=found, note=form.cleaned_data["note"], actor=person(request))
        except Conflict as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Signalement réglé."))
        return redirect("conversations:reports")
    shown = {"section": "conversations", "report": found, "form": form, "said": selectors.reported(found)}
    return render(request, "conversations/report.html", shown)
