from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from preau.channels import registry
from preau.channels.models import Delivery, DeliveryState
from preau.institutions.models import Page
from preau.posts.models import Post

WITHDRAWN = gettext_noop("La publication a été retirée avant l’envoi.")
UNSHARED = gettext_noop("La page ne partage plus cette publication.")
UNSENT = [DeliveryState.PENDING, DeliveryState.RETRYING]


@transaction.atomic
def deliveries_cancel(*, post: Post) -> None:
    """Keep what has not gone out of a withdrawn post from going out. What is delivered stays delivered."""
    deliveries = Delivery.objects.filter(post=post).select_related("channel")
    for delivery in deliveries.filter(channel__network__in=registry.delivered_networks()):
        if network := registry.hosted(delivery.channel.network):
            network.cancel(delivery.pk)
    deliveries.filter(state__in=UNSENT).update(state=DeliveryState.CANCELLED, last_error=WITHDRAWN, next_at=None)


@transaction.atomic
def deliveries_unplan(*, post: Post, page: Page) -> None:
    """`page` no longer shows the post: what has not gone out to its channels stays here."""
    deliveries = Delivery.objects.filter(post=post, channel__page=page).select_related("channel")
    for delivery in deliveries.filter(channel__network__in=registry.delivered_networks()):
        if network := registry.hosted(delivery.channel.network):
            network.cancel(delivery.pk)
    deliveries.update(state=DeliveryState.CANCELLED, last_error=UNSHARED, next_at=None)
