from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.institutions.models import Capability
from preau.institutions.services import needs
from preau.kernel.text import fold
from preau.posts.forms.draft import SHOWN_PAGES
from preau.posts.selectors.desk import open_pages_where

from .composer import person


@needs(Capability.WRITE)
def pages(request: HttpRequest) -> HttpResponse:
    """The pages in whose name the person may write, found by name, handle or municipality."""
    words = request.GET.get("q", "")[:100]
    found = open_pages_where(person(request), Capability.WRITE).order_by("name", "pk")
    for word in fold(words).split()[:5]:
        found = found.filter(institution__search_text__contains=word) | found.filter(handle__contains=word)
    shown = {"section": "write", "words": words, "pages": found[:SHOWN_PAGES]}
    return render(request, "posts/pages.html", shown)
