from __future__ import annotations

from preau.channels import registry
from preau.channels.models import Channel, Delivery, DeliveryState
from preau.institutions.models import Page
from preau.jobs.services import ALERT, NORMAL, task_named
from preau.posts.models import Post, PostKind


def page_ids(post: Post) -> list[int]:
    """The pages that show `post`: the one that signs it, and those it is placed on."""
    return sorted({post.page_id, *post.placements.values_list("page_id", flat=True)})


def priority_of(post: Post) -> int:
    """An alert overtakes everything else."""
    return ALERT if post.kind == PostKind.ALERT else NORMAL


def deliveries_plan(*, post: Post) -> list[Delivery]:
    """Add one delivery a live channel of the post's pages, and its job, in the caller's transaction.

    Called twice for one post it adds nothing the second time.
    """
    channels = Channel.objects.filter(
        page__in=page_ids(post), network__in=registry.delivered_networks(), ended_at__isnull=True
    ).exclude(deliveries__post=post)
    Delivery.objects.bulk_create(Delivery(post=post, channel=channel) for channel in channels)
    planned = list(Delivery.objects.filter(post=post, channel__in=[c.pk for c in channels]))
    for delivery in planned:
        task_named("preau.channels.tasks.deliver").using(priority=priority_of(post)).enqueue(delivery_id=delivery.pk)
    return [delivery for delivery in planned if delivery.state == DeliveryState.PENDING]


def deliveries_replan(*, post: Post, page: Page) -> None:
    """Send `post` to the channels of one more page that shows it; anew, where that was taken back before."""
    again = Delivery.objects.filter(post=post, channel__page=page, channel__ended_at__isnull=True)
    ids = list(again.filter(state=DeliveryState.CANCELLED).values_list("pk", flat=True))
    anew = {"state": DeliveryState.PENDING, "attempts": 0, "last_error": "", "delivered_at": None}
    Delivery.objects.filter(pk__in=ids).update(**anew)
    deliver = task_named("preau.channels.tasks.deliver").using(priority=priority_of(post))
    deliver.enqueue_many([{"delivery_id": delivery_id} for delivery_id in ids])
    deliveries_plan(post=post)
