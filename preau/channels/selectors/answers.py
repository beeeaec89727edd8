"""What pages answered, and what the public may read under a post."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from preau.channels import registry
from preau.channels.models import Answer, DeliveryState
from preau.channels.signals import replies_asked
from preau.institutions.models import Capability
from preau.institutions.selectors import pages_where
from preau.posts.models import Post
from preau.users.models import User

REPLIES = 1_000


def can_answer(network: str) -> bool:
    """Whether a page can answer there what was said to it."""
    return registry.can_answer(network)


def public_answers(post: Post) -> QuerySet[Answer]:
    """The page's own answers under a post that the public may read, oldest first."""
    answers = Answer.objects.filter(post=post, is_private=False, withdrawn_at__isnull=True)
    return answers.select_related("channel__page__domain").order_by("created_at", "pk")


def public_replies(post: Post, network: str, limit: int = REPLIES) -> list[str]:
    """Ids on `network` of what others say under a post and the public may read, oldest first."""
    given: list[tuple[Any, Any]] = replies_asked.send(sender=Post, post=post, network=network, limit=limit)
    return [remote_id for _receiver, ids in given for remote_id in ids][:limit]


def answers_in_trouble(user: User) -> QuerySet[Answer]:
    """The answers that wait for a person, newest first, of the pages that `user` moderates."""
    waiting = [DeliveryState.FAILED, DeliveryState.UNKNOWN]
    pages = pages_where(user, Capability.MODERATE).order_by().values("pk")
    found = Answer.objects.filter(state__in=waiting, withdrawn_at__isnull=True, channel__page__in=pages)
    return found.select_related("channel__page").order_by("-pk")
