"""What the door must know for each request, remembered for some seconds: whose host it is, which page, which policy."""

from __future__ import annotations

from preau.channels.selectors import origin_of
from preau.federation.models import Policy
from preau.federation.selectors import domain_of_host, page_of
from preau.federation.selectors.hosts import policy_of
from preau.institutions.models import Domain

from .memory import Recent

SECONDS = 5.0  # that a decision on the desk may take to hold

_domains: Recent[str, tuple[Domain, str]] = Recent(most=100, seconds=SECONDS)
_pages: Recent[tuple[int, int], bool] = Recent(most=5_000, seconds=SECONDS)
_policies: Recent[str, Policy] = Recent(most=5_000, seconds=SECONDS)


def domain_at(host: str) -> tuple[Domain, str] | None:
    """The domain that is called by the Host header `host`, with its origin."""
    found = _domains.get(host)
    if found is None:
        domain = domain_of_host(host)
        if domain is None:
            return None
        found = (domain, origin_of(domain))
        _domains.put(host, found)
    return found


def has_page(domain: Domain, page_id: int) -> bool:
    """Whether `page_id` is a page of that domain that was ever open."""
    found = _pages.get((domain.pk, page_id))
    if found is None:
        found = page_of(domain, page_id) is not None
        if found:
            _pages.put((domain.pk, page_id), found)
    return found


def is_blocked(host: str) -> bool:
    found = _policies.get(host)
    if found is None:
        found = policy_of(host)
        _policies.put(host, found)
    return found == Policy.BLOCKED


def forget() -> None:
    for memory in (_domains, _pages, _policies):
        memory.clear()
