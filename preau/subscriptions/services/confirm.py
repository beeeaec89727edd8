from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from preau.channels.services import hosted_channel
from preau.kernel import clock
from preau.records.services import record
from preau.subscriptions.models import Subscriber, Subscription


def subscription_recorded(subscription: Subscription, verb: str) -> None:
    """One entry in the journal, which knows no address."""
    record(
        verb=verb,
        subject=subscription,
        snapshot={"page": subscription.page.handle, "frequency": subscription.frequency},
        institution_id=subscription.page.institution_id,
    )


@transaction.atomic
def subscriptions_confirm(*, subscriber: Subscriber, subscription_ids: Iterable[int]) -> list[Subscription]:
    """The address's owner says yes to these. Gives all that are confirmed of them, also from an earlier press."""
    now = clock.now()
    asked = subscriber.subscriptions.filter(pk__in=list(subscription_ids)).select_related("page")
    for subscription in asked.filter(confirmed_at__isnull=True).select_for_update(of=("self",)):
        subscription.confirmed_at = now
        subscription.save(update_fields=["confirmed_at"])
        hosted_channel(page=subscription.page, network="mail")
        subscription_recorded(subscription, "subscription.confirmed")
    if asked and (subscriber.confirmed_at is None or subscriber.bounced_at is not None):
        subscriber.confirmed_at, subscriber.bounced_at = subscriber.confirmed_at or now, None
        subscriber.save(update_fields=["confirmed_at", "bounced_at"])
    return list(asked.order_by("page__name"))
