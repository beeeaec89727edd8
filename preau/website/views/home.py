"""The home of the network: find my school, what is urgent, what is new."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from preau.institutions.models import Domain, Institution
from preau.institutions.selectors import close_to, listed, postal_area, search
from preau.posts.selectors import public as reading
from preau.ui.remember import POSTS, remembered
from preau.users.services import public
from preau.website import structured
from preau.website.shown import banners, ends_of, shown

from .finding import boards_of, domain_of, show

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
    boards = boards_of(domain)
    newest = reading.newest_of([board.page.pk for board in boards if hasattr(board, "page")], limit=NEWEST)
    news = shown(newest)
    context = {
        "alerts": shown(alerts),
        "posts": news,
        "boards": boards,
        "structured": structured.of_network(domain),
    }
    return remembered(
        show(request, domain, "home", context), POSTS, until=[*(alert.expires_at for alert in alerts), *ends_of(news)]
    )


def _results(request: HttpRequest, domain: Domain | None, asked: str) -> HttpResponse:
    source = listed(Institution.objects.filter(domain=domain))
    found, area = search(source, asked), postal_area(asked)
    if area:  # a parent knows the code of the home, which is hardly ever the school's
        found, area = (found, "") if found.exists() else (search(source, area), area.upper())
    page_obj = Paginator(found, RESULTS).get_page(request.GET.get("page"))
    close = [] if page_obj.paginator.count or area else close_to(source, asked)
    pages = [one.page for one in [*page_obj, *close] if hasattr(one, "page")]
    alerts = reading.current_alerts(page.pk for page in pages)
    states = {page.institution_id: banners([alerts[page.pk]], page)[0] for page in pages if page.pk in alerts}
    results = [(one, states.get(one.pk)) for one in close or page_obj]
    context = {
        "asked": asked,
        "page_obj": page_obj,
        "results": results,
        "close": close,
        "area": area if page_obj.paginator.count else "",
        "query": urlencode({"q": asked}) + "&",
    }
    return show(request, domain, "results", context)
