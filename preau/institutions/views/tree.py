from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.institutions.models import Capability
from preau.institutions.services import needs


@needs(Capability.READ)
def tree(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/desk.html", {"section": "pages"})
