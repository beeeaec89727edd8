"""The home of the network: find my school, what is urgent, what is new."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from preau.institutions.models import Domain, Institution
from preau.institutions.selectors import close_to, listed, search
from preau.posts.selectors import public as reading
from preau.ui.remember import POSTS, remembered
from preau.users.services import public
from preau.website import structured
from preau.website.shown import banners, shown

from .finding import domain_of, show

RESULTS = 20
NEWEST = 8
ALERTS = 6


@public
def home(request: HttpRequest) -> HttpResponse:
    domain = domain_of(request)
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    if asked:
        return remembered(_results(request, domain, asked), POSTS)
    if domain is None:
        return remembered(show(request, None, "home", {"boards": []}), POSTS)
    alerts = reading.network_alerts(domain, limit=ALERTS)
    boards = list(listed(Institution.objects.filter(domain=domain, kind=Institution.Kind.BOARD)).order_by("name", "id"))
    newest = reading.newest_of([board.page.pk for board in boards if hasattr(board, "page")], limit=NEWEST)
    context = {
        "alerts": shown(alerts),
        "posts": shown(newest),
        "boards": boards,
        "structured": structured.of_network(domain),
    }
    return remembered(show(request, domain, "home", context), POSTS, until=[alert.expires_at for alert in alerts])


def _results(request: HttpRequest, domain: Domain | None, asked: str) -> HttpResponse:
    source = listed(Institution.objects.filter(domain=domain))
    page_obj = Paginator(search(source, asked), RESULTS).get_page(request.GET.get("page"))
    close = [] if page_obj.paginator.count else close_to(source, asked)
    pages = [found.page for found in [*page_obj, *close] if hasattr(found, "page")]
    alerts = reading.current_alerts(page.pk for page in pages)
    states = {page.institution_id: banners([alerts[page.pk]], page)[0] for page in pages if page.pk in alerts}
    results = [(found, states.get(found.pk)) for found in close or page_obj]
    context = {
        "asked": asked,
        "page_obj": page_obj,
        "results": results,
        "close": close,
        "query": urlencode({"q": asked}) + "&",
    }
    return show(request, domain, "results", context)
