"""Approved answers on the desk, and the legal route of complaints."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from preau.conversations import selectors, services
from preau.conversations.complaints import is_stale
from preau.conversations.forms import TemplateForm
from preau.conversations.models import AnswerTemplate
from preau.conversations.suggestions import suggestions
from preau.institutions.models import Capability, Institution
from preau.institutions.selectors import institutions_where
from preau.institutions.services import needs
from preau.kernel import clock
from preau.kernel.errors import PreauError

from .frame import person

SHOWN = 200


@needs(Capability.MODERATE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The answers of my institutions, approved or not, and those that can be adopted."""
    user = person(request)
    found = list(selectors.templates_where(user)[:SHOWN])
    mine = _mine(request)
    root = mine.first()
    adopted = {one.key for one in found if root and one.institution_id == root.pk}
    shown = {
        "section": "conversations",
        "templates": found,
        "approvable": set(
            selectors.templates_where(user).filter(selectors.approvable(user)).values_list("pk", flat=True)
        ),
        "root": root,
        "suggestions": [one for one in suggestions() if one.key not in adopted] if root else [],
    }
    return render(request, "conversations/templates.html", shown)


def _mine(request: HttpRequest) -> Any:
    return institutions_where(person(request), Capability.MODERATE).order_by("path")


@needs(Capability.MODERATE)
def edit(request: HttpRequest, template_id: int | None = None) -> HttpResponse:
    """Write one, or change one: it waits for approval then."""
    user = person(request)
    rows = selectors.templates_where(user)
    template = get_object_or_404(rows, pk=template_id) if template_id else None
    mine = Institution.objects.filter(pk=template.institution_id) if template else _mine(request)
    initial = {"institution": mine[0].pk} if mine else {}
    form = TemplateForm(request.POST or None, instance=template, institutions=mine, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.template_save(template=template, actor=user, **form.cleaned_data)
        except PreauError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Modèle enregistré.")
                if saved.approved_at
                else _("Modèle enregistré. Il sera offert une fois approuvé."),
            )
            return redirect("conversations:templates")
    shown = {"section": "conversations", "form": form, "template": template}
    return render(request, "conversations/template_edit.html", shown, status=422 if form.errors else 200)


@needs(Capability.MODERATE)
@require_POST
def act(request: HttpRequest, template_id: int) -> HttpResponse:
    """POST `act`: approve (with the `version` that was read) | retire."""
    template = get_object_or_404(selectors.templates_where(person(request)), pk=template_id)
    try:
        messages.success(request, _done(request, template))
    except PreauError as error:
        messages.error(request, str(error))
    return redirect("conversations:templates")


def _done(request: HttpRequest, template: AnswerTemplate) -> str:
    actor = person(request)
    if request.POST.get("act") == "retire":
        services.template_retire(template=template, actor=actor)
        return _("Modèle retiré. Il n’est plus offert.")
    read = request.POST.get("version", "")
    services.template_approve(template=template, version=int(read[:9]) if read.isdecimal() else 0, actor=actor)
    return _("Modèle approuvé. Il est offert dès maintenant.")


@needs(Capability.MODERATE)
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """POST `key`: make a suggestion one's own."""
    root = _mine(request).first()
    if root is None:  # an official answers on their own page alone
        messages.error(request, _("Vous ne pouvez pas changer les modèles de réponse de cet organisme."))
        return redirect("conversations:templates")
    try:
        made = services.template_adopt(key=request.POST.get("key", ""), institution=root, actor=person(request))
    except PreauError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("Modèle adopté. Il est offert dès maintenant.")
            if made.approved_at
            else _("Modèle adopté. Il sera offert une fois approuvé."),
        )
    return redirect("conversations:templates")


@needs(Capability.MODERATE)
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """The legal route of complaints as it is offered, where it comes from and when that was read."""
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    shown = {
        "section": "conversations",
        "route": selectors.complaint_route(_mine(request).first(), language),
        "is_stale": is_stale(clock.now().date()),
    }
    return render(request, "conversations/complaints.html", shown)
