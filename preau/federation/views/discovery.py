"""How other servers find a page: WebFinger, host-meta, NodeInfo."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from preau import __version__
from preau.channels.models import Answer
from preau.channels.selectors import origin_of
from preau.federation import selectors
from preau.federation.protocol import addresses, wellknown
from preau.institutions.models import Domain, Page
from preau.institutions.selectors import page_address, page_by_handle
from preau.kernel import clock
from preau.posts.models import Post
from preau.ui.remember import remembered
from preau.users.services import public

from .answering import domain_of, written

VERSIONS = ("2.0", "2.1")
HOUR = "public, max-age=3600"
MONTH, HALF_YEAR = dt.timedelta(days=30), dt.timedelta(days=180)


@public
@require_safe
def webfinger(request: HttpRequest) -> HttpResponse:
    """Whom `?resource=` names: by handle (an old one too), by id, by public address, by one of its posts.

    400 for no resource or nonsense, 404 for somebody unknown; readable from pages of other sites in each case.
    """
    given = request.GET.get("resource", "")
    try:
        found = _whom(wellknown.asked(given))
    except wellknown.Nonsense:
        return _refused(400)
    if found is None:
        return _refused(404)
    if isinstance(found, Domain):
        return remembered(_of_domain(found))
    response = _of_page(found)
    # Only one spelling of each is kept in memory: made-up ones must not push pages out of it.
    return remembered(response, found) if given in _spellings(found) else response


def _refused(status: int) -> HttpResponse:
    response = HttpResponse(f"{status}\n", status=status, content_type="text/plain")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _whom(resource: wellknown.Account | str) -> Page | Domain | None:
    if isinstance(resource, wellknown.Account):
        return _by_account(resource)
    found = selectors.resolve(resource)
    if isinstance(found, Post):
        return found.page
    return found.channel.page if isinstance(found, Answer) else found


def _by_account(account: wellknown.Account) -> Page | Domain | None:
    domain = selectors.domain_of_host(account.host)
    if domain is None:
        return None
    kept = page_by_handle(domain, account.name)
    if kept is None:
        return domain if account.name == account.host.partition(":")[0] else None
    return kept[0] if kept[0].opened_at else None


def _of_page(page: Page) -> HttpResponse:
    origin = origin_of(page.domain)
    portrait = f"{origin}{page.portrait.url}" if page.portrait else ""
    actor = addresses.actor_uri(origin, page.pk)
    return written(wellknown.webfinger(_account(page), actor, page_address(page), portrait), wellknown.JRD)


def _of_domain(domain: Domain) -> HttpResponse:
    origin = origin_of(domain)
    host = origin.partition("://")[2]
    subject = f"acct:{host.partition(':')[0]}@{host}"
    actor = addresses.instance_actor_uri(origin)
    return written(wellknown.webfinger(subject, actor, f"{origin}/a-propos"), wellknown.JRD)


def _account(page: Page) -> str:
    return f"acct:{page.handle}@{origin_of(page.domain).partition('://')[2]}"


def _spellings(page: Page) -> set[str]:
    return {_account(page), addresses.actor_uri(origin_of(page.domain), page.pk), page_address(page)}


@public
@require_safe
def host_meta(request: HttpRequest) -> HttpResponse:
    found = wellknown.host_meta(origin_of(domain_of(request)))
    response = HttpResponse(found, content_type=f"{wellknown.XRD}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return remembered(response, cache_control=HOUR)


@public
@require_safe
def host_meta_json(request: HttpRequest) -> HttpResponse:
    found = wellknown.host_meta_json(origin_of(domain_of(request)))
    return remembered(written(found, wellknown.JRD), cache_control=HOUR)


@public
@require_safe
def nodeinfo_links(request: HttpRequest) -> HttpResponse:
    found = wellknown.nodeinfo_links(origin_of(domain_of(request)), VERSIONS)
    return remembered(written(found, "application/json"), cache_control=HOUR)


@public
@require_safe
def nodeinfo(request: HttpRequest, version: str) -> HttpResponse:
    domain = domain_of(request)
    now = clock.now()
    found = wellknown.nodeinfo(
        version,
        software=__version__,
        name=domain.name,
        pages=Page.objects.open().filter(domain=domain).count(),
        active_month=selectors.active_pages(domain, now - MONTH),
        active_half_year=selectors.active_pages(domain, now - HALF_YEAR),
        posts=selectors.all_posts_count(domain),
    )
    response = written(found, f'application/json; profile="{wellknown.NODEINFO}{version}#"')
    return remembered(response, cache_control=HOUR)
