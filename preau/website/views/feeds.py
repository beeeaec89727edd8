from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from preau.institutions.models import Institution, Page
from preau.posts.selectors import public as reading
from preau.ui.remember import FEED, POSTS, remembered
from preau.users.services import public
from preau.website import feeds

from .finding import of_page


@public
@of_page
def of_one(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """The feed of one page. A page that closed keeps its feed: its posts stay readable."""
    feed = feeds.feed_of(page, reading.timeline(page), kind=kind, of_network=False)
    return remembered(_written(feed, kind), page, cache_control=FEED)


@public
@of_page
def of_network(request: HttpRequest, page: Page, kind: str) -> HttpResponse:
    """The feed of a board with its schools."""
    if page.institution is None or page.institution.kind != Institution.Kind.BOARD:
        raise Http404
    posts = reading.network_timeline(page.institution, limit=reading.LIMIT * 2)
    feed = feeds.feed_of(page, posts, kind=kind, of_network=True)
    return remembered(_written(feed, kind), page, POSTS, cache_control=FEED)


def _written(feed: feeds.Feed, kind: str) -> HttpResponse:
    if kind == "atom":
        response = HttpResponse(feeds.atom(feed), content_type="application/atom+xml; charset=utf-8")
    else:
        response = JsonResponse(
            feeds.json_feed(feed),
            content_type="application/feed+json; charset=utf-8",
            json_dumps_params={"ensure_ascii": False},
        )
    response["Access-Control-Allow-Origin"] = "*"  # public already: readers that live in a browser may fetch it
    return response
