"""Officials: adding one, writing and ending mandates, adding an institution by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.institutions import selectors, services
from preau.institutions.forms.network import TITLES, InstitutionForm, MandateForm, OfficialForm
from preau.institutions.models import Capability, Institution, Mandate, Official, Page
from preau.institutions.services import needs
from preau.kernel import clock
from preau.kernel.errors import Invalid

from .finding import me, my_institution


@needs(Capability.ADMINISTER)
def add(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Adds an official to an institution, or a mandate there to one who has a page already."""
    institution = my_institution(request, Capability.ADMINISTER, institution_id)
    reach = selectors.pages_where(me(request), Capability.ADMINISTER).filter(domain=institution.domain)
    officials = Official.objects.filter(page__in=reach)
    form = OfficialForm(
        request.POST if request.method == "POST" else None,
        officials=officials,
        initial={"starts_on": clock.now().date()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            page = _add(request, institution, form)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(name)s est ajouté au réseau.") % {"name": page.name})
            return redirect("institutions:page", page.pk)
    context = {"section": "pages", "institution": institution, "form": form, "titles": TITLES}
    return render(request, "institutions/official_add.html", context)


def _add(request: HttpRequest, institution: Institution, form: OfficialForm) -> Page:
    cleaned = dict(form.cleaned_data)
    known, name = cleaned.pop("known"), cleaned.pop("name")
    if known:
        services.mandate_add(official=known, institution=institution, by=me(request), **cleaned)
        return Page.objects.get(official=known)
    official = services.official_add(name=name, institution=institution, by=me(request), **cleaned)
    return Page.objects.get(official=official)


@needs(Capability.ADMINISTER)
def mandate(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Corrects a mandate, or ends it."""
    mine = selectors.institutions_where(me(request), Capability.ADMINISTER)
    held = Mandate.objects.filter(institution__in=mine).select_related("official__page", "institution")
    found = get_object_or_404(held, pk=mandate_id)
    initial = {name: getattr(found, name) for name in ("title", "title_en", "starts_on", "ends_on")}
    form = MandateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.mandate_edit(mandate=found, by=me(request), **form.cleaned_data)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Le mandat est enregistré."))
            return redirect("institutions:page", found.official.page.pk)
    context = {"section": "pages", "mandate": found, "form": form, "titles": TITLES}
    return render(request, "institutions/mandate.html", context)


@needs(Capability.ADMINISTER)
def add_institution(request: HttpRequest, institution_id: int) -> HttpResponse:
    """Adds below a board what the ministry's file doesn't have."""
    board = my_institution(request, Capability.ADMINISTER, institution_id)
    form = InstitutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.institution_add(parent=board, by=me(request), **form.cleaned_data)
        except Invalid as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("« %(name)s » est ajouté.") % {"name": made.name})
            return redirect("institutions:page", made.page.pk)
    context = {"section": "pages", "board": board, "form": form}
    return render(request, "institutions/institution_add.html", context)
