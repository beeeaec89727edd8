"""Pages as actors, with their collections."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from preau.channels.selectors import origin_of
from preau.federation import selectors
from preau.federation.documents import actor_document, create_document, post_document
from preau.federation.protocol import addresses, persons
from preau.federation.services import actor_for, instance_actor
from preau.institutions.selectors import page_address, page_by_handle
from preau.kernel import clock
from preau.posts.selectors import hashtag_address
from preau.users.services import public

from .answering import answered, asked_actor, asked_page, cursor_of, domain_of, forgotten

COUNTED = dt.timedelta(seconds=30)  # how old a count may be


@public
@require_safe
def instance(request: HttpRequest) -> HttpResponse:
    """The domain's own actor. Whoever wants to check our signatures must get it, whatever else is closed."""
    return answered(actor_document(instance_actor(domain_of(request))))


@public
@require_safe
def instance_outbox(request: HttpRequest) -> HttpResponse:
    uri = f"{addresses.instance_actor_uri(origin_of(domain_of(request)))}/outbox"
    return answered(persons.counted(uri, 0))


@public
@require_safe
def actor(request: HttpRequest, page_id: int) -> HttpResponse:
    page, found = asked_actor(request, page_id)
    found.page = page  # with its owner
    return answered(actor_document(found), page)


@public
@require_safe
def by_handle(request: HttpRequest, handle: str) -> HttpResponse:
    """What a page's public address is to other servers (`negotiation`). An old handle is the page of today."""
    kept = page_by_handle(domain_of(request), handle)
    if kept is None or kept[0].opened_at is None:
        raise Http404
    page, _ = kept
    found = actor_for(page)
    found.page = page
    response = answered(actor_document(found), page)
    return response if handle == page.handle else forgotten(response)


@public
@require_safe
def for_people(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where a browser is led that was given the address of an actor (`negotiation`)."""
    return HttpResponseRedirect(page_address(asked_page(request, page_id)))


@public
@require_safe
def followers(request: HttpRequest, page_id: int) -> HttpResponse:
    """How many; who they are is theirs to say."""
    page, found = asked_actor(request, page_id)
    uri = addresses.followers_uri(origin_of(page.domain), page.pk)
    total = selectors.followers_count(found)
    return answered(persons.counted(uri, total), page, until=[clock.now() + COUNTED])


@public
@require_safe
def following(request: HttpRequest, page_id: int) -> HttpResponse:
    page = asked_page(request, page_id)
    return answered(persons.counted(addresses.following_uri(origin_of(page.domain), page.pk), 0), page)


@public
@require_safe
def outbox(request: HttpRequest, page_id: int) -> HttpResponse:
    page = asked_page(request, page_id)
    uri = addresses.outbox_uri(origin_of(page.domain), page.pk)
    return answered(persons.paged(uri, selectors.posts_count(page)), page)


@public
@require_safe
def outbox_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The Create activities of what the page says, newest first."""
    page = asked_page(request, page_id)
    before = cursor_of(request)
    posts, after = selectors.newest_posts(page, before)
    uri = addresses.outbox_uri(origin_of(page.domain), page.pk)
    items = [create_document(post) for post in posts]
    return answered(persons.page(uri, items, before=str(before or ""), after=str(after or "")), page)


@public
@require_safe
def featured(request: HttpRequest, page_id: int) -> HttpResponse:
    """What the page has pinned, whole."""
    page = asked_page(request, page_id)
    uri = addresses.featured_uri(origin_of(page.domain), page.pk)
    return answered(persons.listed(uri, [post_document(post) for post in selectors.featured_posts(page)]), page)


@public
@require_safe
def tags(request: HttpRequest, page_id: int) -> HttpResponse:
    """The hashtags that the page uses most."""
    page = asked_page(request, page_id)
    uri = addresses.tags_uri(origin_of(page.domain), page.pk)
    items: list[persons.Document | str] = [
        {"type": "Hashtag", "name": f"#{label}", "href": hashtag_address(page.domain, name)}
        for name, label in selectors.featured_tags(page)
    ]
    return answered(persons.listed(uri, items), page)
