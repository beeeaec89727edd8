"""How conversations are held: rules for those who administer, hours and holidays for those who publish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from preau.conversations import services
from preau.conversations.models import Holiday
from preau.conversations.rules_forms import HolidayForm, HoursForm, RulesForm
from preau.conversations.selectors.settings import settings_of
from preau.conversations.selectors.times import times_of
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where, search
from preau.institutions.services import needs
from preau.kernel.errors import PreauError

from .frame import person

SHOWN = 300
PER_SCREEN = 50


@needs(Capability.PUBLISH)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Which institution: the highest of one's own, or all whose name is searched for; straight to it where there is
    one tree alone."""
    mine = institutions_where(person(request), Capability.PUBLISH).order_by("path")
    text = request.GET.get("q", "").strip()[:100]
    first = mine.first()
    if first and not text and not mine.exclude(path__startswith=first.path).exists():
        return redirect("conversations:settings", first.pk)
    highest = mine.exclude(parent__in=mine.order_by()).order_by("name", "pk")
    found = search(mine, text) if text else highest
    context = {
        "section": "conversations",
        "page_obj": Paginator(found, PER_SCREEN).get_page(request.GET.get("page")),
        "text": text,
        "has_places": first is not None,
        "query": f"{urlencode({'q': text})}&" if text else "",
    }
    return render(request, "conversations/settings_places.html", context)


@needs(Capability.PUBLISH)
def settings(request: HttpRequest, institution_id: int) -> HttpResponse:
    """POST `what`: rules | rules_inherit | hours | hours_inherit | holiday | holiday_remove (`holiday`)."""
    institution = get_object_or_404(institutions_where(person(request), Capability.PUBLISH), pk=institution_id)
    what = request.POST.get("what", "")
    sheets = _sheets(request, institution, what)
    if request.method == "POST":
        try:
            if what not in sheets or sheets[what].is_valid():
                messages.success(request, _done(request, institution, what, sheets))
                return redirect("conversations:settings", institution.pk)
        except PreauError as error:
            messages.error(request, str(error))
    status = 422 if request.method == "POST" else 200
    return render(request, "conversations/settings.html", _shown(request, institution, sheets), status=status)


def _sheets(request: HttpRequest, institution: Institution, what: str) -> dict[str, Any]:
    """The three forms; the one that is posted holds what was typed."""
    found = settings_of(institution)
    typed: dict[str, Any] = {name: request.POST if name == what else None for name in ("rules", "hours", "holiday")}
    return {
        "rules": RulesForm(typed["rules"], instance=found.policy),
        "hours": HoursForm(typed["hours"], hours=found.hours),
        "holiday": HolidayForm(typed["holiday"]),
    }


def _done(request: HttpRequest, institution: Institution, what: str, sheets: dict[str, forms.BaseForm]) -> str:
    actor = person(request)
    given: Any = sheets.get(what)
    if what == "rules":
        services.policy_set(institution=institution, rules=given.rules(), actor=actor)
    elif what == "rules_inherit":
        services.policy_inherit(institution=institution, actor=actor)
    elif what in ("hours", "hours_inherit"):
        services.hours_set(institution=institution, spans=given.spans if given else [], actor=actor)
    elif what == "holiday":
        services.holiday_add(institution=institution, name=given.cleaned_data["name"], actor=actor, **given.days())
    else:
        asked = request.POST.get("holiday", "")
        rows = Holiday.objects.filter(institution=institution).select_related("institution")
        holiday = get_object_or_404(rows, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
        services.holiday_remove(holiday=holiday, actor=actor)
    return _("C’est enregistré. Les horloges suivent dans la minute.")


def _shown(request: HttpRequest, institution: Institution, sheets: dict[str, Any]) -> dict[str, Any]:
    user = person(request)
    below = institutions_where(user, Capability.PUBLISH).filter(path__startswith=institution.path)
    return {
        "section": "conversations",
        "institution": institution,
        "found": settings_of(institution),
        "times": times_of(institution),
        "sheets": sheets,
        "may_rule": institutions_where(user, Capability.ADMINISTER).filter(pk=institution.pk).exists(),
        "below": below.exclude(pk=institution.pk).order_by("name")[:SHOWN],
    }
