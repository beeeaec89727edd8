from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from preau.channels import registry
from preau.channels.models import Delivery, DeliveryState
from preau.connectors.base import Progress
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.posts.models import Post
from preau.users.models import User


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery as the desk shows it: `progress` where the network counts people, else None."""

    delivery: Delivery
    progress: Progress | None

    @property
    def can_retry(self) -> bool:
        failed = self.progress.failed if self.progress else 0
        return self.delivery.state == DeliveryState.FAILED or bool(failed)

    @property
    def needs_decision(self) -> bool:
        return self.delivery.state == DeliveryState.UNKNOWN or bool(self.progress and self.progress.unknown)


def deliveries_of(post: Post) -> list[DeliveryLine]:
    """Where `post` went, channel by channel. One query, and one more a hosted network."""
    rows = Delivery.objects.filter(post=post).select_related("channel__page")
    ordered = sorted(rows, key=lambda d: (d.channel.network, d.channel.page.name, d.pk))
    lines: list[DeliveryLine] = []
    for network, group in groupby(ordered, key=lambda d: d.channel.network):
        deliveries = list(group)
        progress = _progress(network, [d.pk for d in deliveries])
        lines += [DeliveryLine(d, progress.get(d.pk)) for d in deliveries]
    return lines


def deliveries_in_trouble(user: User) -> QuerySet[Delivery]:
    """The deliveries that wait for a person, newest first, of the pages in whose name `user` publishes."""
    pages = pages_where(user, Capability.PUBLISH).order_by().values("pk")
    waiting = [DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.BY_HAND]
    found = Delivery.objects.filter(state__in=waiting, post__page__in=pages)
    return found.select_related("post__page").order_by("-pk")


def _progress(network: str, delivery_ids: Iterable[int]) -> dict[int, Progress]:
    hosted = registry.hosted(network)
    return hosted.progress(delivery_ids) if hosted else {}
