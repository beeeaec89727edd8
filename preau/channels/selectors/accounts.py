from __future__ import annotations

from django.db.models import QuerySet

from preau.channels.models import Channel
from preau.institutions.models import Capability, Domain, Page
from preau.institutions.selectors import pages_where
from preau.users.models import User


def _public() -> QuerySet[Channel]:
    """Accounts that somebody of the house looked at and confirmed, of pages that are open."""
    verified = Channel.objects.filter(is_listed=True, verified_at__isnull=False, ended_at__isnull=True)
    return verified.exclude(address="").filter(page__opened_at__isnull=False, page__closed_at__isnull=True)


def register(domain: Domain, *, network: str = "") -> QuerySet[Channel]:
    """The public register of official accounts, by the name of their page, each with its page and institution.

    One query; the caller cuts it in pages. `network` keeps one network alone.
    """
    accounts = (
        _public().filter(page__domain=domain).select_related("page__institution", "page__official", "page__domain")
    )
    if network:
        accounts = accounts.filter(network=network)
    return accounts.order_by("page__name", "page_id", "network", "id")


def accounts_of(page: Page) -> QuerySet[Channel]:
    """A page's official accounts elsewhere, as the public sees them."""
    return _public().filter(page=page).order_by("network", "id")


def declared(user: User, capability: Capability = Capability.PUBLISH) -> QuerySet[Channel]:
    """Accounts elsewhere of the pages on which `user` holds `capability`, ended ones too; hosted networks left out."""
    accounts = Channel.objects.filter(page__in=pages_where(user, capability)).exclude(address="")
    return accounts.select_related("page", "verified_by").order_by("page__name", "page_id", "network", "id")
