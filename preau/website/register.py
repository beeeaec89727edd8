"""The register: every open page, with the accounts elsewhere that its board has confirmed."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from preau.channels.models import Channel
from preau.institutions.models import Domain, Institution, Page
from preau.institutions.selectors import search


def official_pages(domain: Domain | None, asked: str) -> QuerySet[Page]:
    """Open pages of `domain` by name, each with `verified_channels`; those that match `asked`, if it is given."""
    pages = Page.objects.open().filter(domain=domain)
    if asked:
        found = search(Institution.objects.filter(domain=domain), asked).order_by().values("pk")
        pages = pages.filter(Q(institution__in=found) | Q(official__name__icontains=asked))
    verified = Channel.objects.filter(is_listed=True, verified_at__isnull=False, ended_at__isnull=True)
    return (
        pages.select_related("institution__parent", "official")
        .prefetch_related(Prefetch("channels", queryset=verified.exclude(address=""), to_attr="verified_channels"))
        .order_by("name", "pk")
    )
