from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from preau.institutions.models import Page
from preau.ui.remember import remembered
from preau.users.services import public

from .finding import boards_of, domain_of, show


@public
def about(request: HttpRequest) -> HttpResponse:
    """Who is behind the site, in figures and words."""
    domain = domain_of(request)
    context = {
        "boards": boards_of(domain)[:100],
        "open_pages": Page.objects.open().filter(domain=domain).count(),
    }
    return remembered(show(request, domain, "about", context))


@public
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows when there is no network."""
    return remembered(show(request, domain_of(request), "offline", {}))
