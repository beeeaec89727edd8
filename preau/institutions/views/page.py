"""One page on the desk: its facts, its state, who is in charge, its handle, its languages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from preau.institutions import selectors, services
from preau.institutions.forms.network import ClosingForm, HandleForm, LanguageForm
from preau.institutions.models import Capability, Page
from preau.institutions.services import needs
from preau.kernel import clock
from preau.kernel.errors import Invalid

from .finding import me, my_page

LEVELS = {
    "preschool": gettext_lazy("préscolaire"),
    "primary": gettext_lazy("primaire"),
    "secondary": gettext_lazy("secondaire"),
    "vocational": gettext_lazy("formation professionnelle"),
    "adult": gettext_lazy("éducation des adultes"),
}


@needs(Capability.READ)
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    """All that the desk knows of a page, and what I may do with it."""
    found = my_page(request, Capability.READ, page_id)
    return render(request, "institutions/page.html", _context(request, found))


def _context(request: HttpRequest, page: Page) -> dict[str, Any]:
    today = clock.now().date()
    held = {c: selectors.holds(me(request), c, page) for c in (Capability.ADMINISTER, Capability.PUBLISH)}
    context: dict[str, Any] = {
        "section": "pages",
        "page": page,
        "institution": page.institution,
        "official": page.official,
        "address": selectors.page_address(page),
        "former_handles": page.handles.exclude(handle=page.handle).order_by("-since"),
        "may_administer": held[Capability.ADMINISTER],
        "may_edit": held[Capability.PUBLISH],
        "today": today,
    }
    if page.institution:
        context["levels"] = [LEVELS[level] for level in page.institution.levels if level in LEVELS]
        context["in_charge"] = selectors.in_charge(page)
        context["officials"] = selectors.officials_of(page.institution, today)
        context["languages"] = LanguageForm(initial={"policy": page.institution.language_policy})
    elif page.official:
        context["mandates"] = selectors.mandates_of(page.official)
        mine = selectors.institutions_where(me(request), Capability.ADMINISTER)
        context["mine"] = set(
            mine.filter(mandates__official=page.official).order_by().values_list("pk", flat=True).distinct()
        )
    return context


@needs(Capability.ADMINISTER)
def opening(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says what opening a page does, then does it."""
    found = my_page(request, Capability.ADMINISTER, page_id)
    if request.method == "POST":
        services.page_open(page=found, by=me(request))
        messages.success(request, _("La page « %(name)s » est ouverte.") % {"name": found.name})
        return redirect("institutions:page", found.pk)
    context = {"section": "pages", "page": found, "address": selectors.page_address(found)}
    return render(request, "institutions/open.html", context)


@needs(Capability.ADMINISTER)
def closing(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks why a page closes, then closes it."""
    found = my_page(request, Capability.ADMINISTER, page_id)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.page_close(page=found, by=me(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("La page « %(name)s » est fermée.") % {"name": found.name})
        return redirect("institutions:page", found.pk)
    context = {"section": "pages", "page": found, "form": form, "address": selectors.page_address(found)}
    return render(request, "institutions/close.html", context, status=200)


@needs(Capability.ADMINISTER)
def handle(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says what a change of handle means, then changes it."""
    found = my_page(request, Capability.ADMINISTER, page_id)
    form = HandleForm(request.POST if request.method == "POST" else None, initial={"handle": found.handle})
    if request.method == "POST" and form.is_valid():
        try:
            services.page_handle_change(page=found, handle=form.cleaned_data["handle"], by=me(request))
        except Invalid as error:
            form.add_error("handle", str(error))
        else:
            messages.success(request, _("L’identifiant est changé. L’ancien mène encore à la page."))
            return redirect("institutions:page", found.pk)
    context = {"section": "pages", "page": found, "form": form, "address": selectors.page_address(found)}
    return render(request, "institutions/handle.html", context)


@needs(Capability.ADMINISTER)
@require_POST
def languages(request: HttpRequest, page_id: int) -> HttpResponse:
    """Chooses the languages in which an institution publishes."""
    found = my_page(request, Capability.ADMINISTER, page_id)
    form = LanguageForm(request.POST)
    if found.institution and form.is_valid():
        services.institution_language(institution=found.institution, policy=form.cleaned_data["policy"], by=me(request))
        messages.success(request, _("Les langues de publication sont enregistrées."))
    return redirect("institutions:page", found.pk)
