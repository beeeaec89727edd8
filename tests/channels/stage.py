"""What tests of channels and of letters share: publishing, following, doing the work that waits."""

from __future__ import annotations

import itertools
import secrets

from django.db import transaction
from django.utils import timezone

from preau.channels.services import hosted_channel
from preau.institutions.models import Page
from preau.jobs.models import Job
from preau.jobs.services import run_due
from preau.posts.models import Placement, Post, PostKind, PostState
from preau.posts.signals import post_published, post_withdrawn
from preau.subscriptions.models import Frequency, Subscriber, Subscription

_numbers = itertools.count(1)


def publish(page: Page, *also_on: Page, kind: str = PostKind.MESSAGE, **fields: object) -> Post:
    """A published post, with its deliveries and their jobs, as the posts room does it."""
    text = {"body_fr": "Bonjour à toutes et à tous.", "html_fr": "<p>Bonjour à toutes et à tous.</p>"}
    now = timezone.now()
    with transaction.atomic():
        post = Post.objects.create(
            page=page, kind=kind, **{"state": PostState.PUBLISHED, "published_at": now, **text, **fields}
        )
        shown = [page, *also_on]
        Placement.objects.bulk_create(Placement(post=post, page=p, published_at=post.published_at) for p in shown)
        post_published.send(sender=Post, post=post)
    return post


def withdraw(post: Post) -> None:
    with transaction.atomic():
        post.state, post.withdrawn_at = PostState.WITHDRAWN, timezone.now()
        post.save()
        post.placements.update(published_at=None)
        post_withdrawn.send(sender=Post, post=post)


def reader(*pages: Page, email: str = "", frequency: str = Frequency.EACH, language: str = "fr") -> Subscriber:
    """Somebody who follows `pages`, confirmed."""
    now = timezone.now()
    subscriber = Subscriber.objects.create(
        email=email or f"lectrice{next(_numbers)}@exemple.test",
        key=secrets.token_urlsafe(32),
        language=language,
        confirmed_at=now,
    )
    for page in pages:
        Subscription.objects.create(subscriber=subscriber, page=page, frequency=frequency, confirmed_at=now)
        hosted_channel(page=page, network="mail")
    return subscriber


def work() -> int:
    """Run every job that is due, first the urgent ones, until none is left. Gives how many ran."""
    ran = run_due()
    assert not Job.objects.exclude(last_error="").exists()
    return ran
