"""Reading subscribers: how many, and who is written to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils import timezone

from preau.institutions.models import Domain, Page
from preau.subscriptions.models import Frequency, Subscriber, Subscription


def _confirmed(page_ids: Iterable[int]) -> QuerySet[Subscription]:
    return Subscription.objects.filter(
        page__in=list(page_ids), confirmed_at__isnull=False, subscriber__bounced_at__isnull=True
    )


def readers_at_once(page_ids: Iterable[int], *, is_alert: bool, before: dt.datetime) -> QuerySet[Subscriber]:
    """Those who are written to as soon as a post is published: for an alert, all; else those who asked for each post.

    `before`: who confirmed later gets no old news, not even when an old letter is sent again.
    """
    followed = _confirmed(page_ids).filter(confirmed_at__lte=before)
    if not is_alert:
        followed = followed.filter(frequency=Frequency.EACH)
    return Subscriber.objects.filter(pk__in=followed.values("subscriber"))


def audience(page_ids: Iterable[int]) -> int:
    """Distinct confirmed subscribers of the pages, whatever their frequency: a digest reaches people too."""
    return _confirmed(page_ids).aggregate(people=Count("subscriber", distinct=True))["people"]


def follower_counts(page_ids: Iterable[int]) -> dict[int, int]:
    """Confirmed subscribers by page id, for pages that have any. One query."""
    rows = _confirmed(page_ids).values_list("page").annotate(people=Count("pk")).order_by("page")
    return dict(rows)


def pages_of_subscriber(subscriber: Subscriber) -> QuerySet[Subscription]:
    """What a subscriber follows, confirmed, by name."""
    followed = Subscription.objects.filter(subscriber=subscriber, confirmed_at__isnull=False)
    return followed.select_related("page__domain").order_by("page__name", "pk")


def followable(domain: Domain, handle: str) -> Page | None:
    """The open page that has, or had, `handle`."""
    pages = Page.objects.open().filter(domain=domain, handles__handle=handle.lower())
    return pages.select_related("institution__parent", "official", "domain").first()


def offered_with(page: Page) -> list[Page]:
    """`page` first, then what goes with it: a school's board, an official's institutions. Open pages only."""
    related: list[int | None] = []
    if page.institution:
        related = [page.institution.parent_id]
    elif page.official:
        today = timezone.localdate()
        related = list(page.official.mandates.current(today).values_list("institution", flat=True))
    others = Page.objects.open().filter(institution__in=[pk for pk in related if pk])
    return [page, *others.order_by("name")]
