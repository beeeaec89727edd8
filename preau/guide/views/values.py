from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preau.guide.forms import ValuesForm
from preau.guide.models import Values
from preau.guide.selectors import values_of
from preau.guide.services import values_set
from preau.institutions.models import Capability
from preau.institutions.selectors import institutions_where
from preau.institutions.services import needs

from .finding import person


@needs(Capability.PUBLISH)
def edit(request: HttpRequest, institution_id: int) -> HttpResponse:
    """What the articles say of an institution in particular; a school's empty fields leave it to its board."""
    found = institutions_where(person(request), Capability.PUBLISH).select_related("parent")
    institution = get_object_or_404(found, pk=institution_id)
    values = Values.objects.filter(institution=institution).first()
    form = ValuesForm(request.POST or None, instance=values)
    if request.method == "POST" and form.is_valid():
        values_set(institution=institution, actor=person(request), **form.cleaned_data)
        messages.success(request, _("Les valeurs sont enregistrées."))
        return redirect("guide:list")
    context = {
        "section": "guide",
        "institution": institution,
        "form": form,
        "inherited": values_of(institution.parent) if institution.parent else {},
    }
    return render(request, "guide/values.html", context, status=422 if form.is_bound else 200)
