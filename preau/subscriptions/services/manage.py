"""What subscribers do with their own subscriptions, from the link in each of their mails."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from preau.channels.services.plan import page_ids
from preau.kernel.errors import Invalid
from preau.records.services import record
from preau.subscriptions.models import Frequency, Letter, LetterKind, Subscriber, Subscription

from .confirm import subscription_recorded


def _ended(subscriptions: Iterable[Subscription]) -> list[str]:
    """Ended, each once, however often a reader or a mail scanner presses."""
    names = []
    wanted = Subscription.objects.filter(pk__in=[subscription.pk for subscription in subscriptions])
    locked = wanted.select_for_update(of=("self",)).select_related("page").order_by("pk")
    for subscription in sorted(locked, key=lambda one: one.page.name):
        names.append(subscription.page.name)
        subscription_recorded(subscription, "subscription.ended")
        subscription.delete()
    return names


def _of(subscriber: Subscriber) -> list[Subscription]:
    return list(subscriber.subscriptions.select_related("page").order_by("page__name"))


@transaction.atomic
def subscription_end(*, subscription: Subscription) -> None:
    """Stop following one page."""
    _ended([subscription])


@transaction.atomic
def subscriptions_end_all(*, subscriber: Subscriber) -> list[str]:
    """Stop following everything. Gives the names of the pages."""
    return _ended(_of(subscriber))


@transaction.atomic
def frequency_change(*, subscription: Subscription, frequency: str) -> None:
    """Raises Invalid for a frequency that there is not."""
    if frequency not in Frequency.values:
        raise Invalid("frequency")
    if subscription.frequency != frequency:
        subscription.frequency = frequency
        subscription.save(update_fields=["frequency"])
        subscription_recorded(subscription, "subscription.changed")


def language_change(*, subscriber: Subscriber, language: str) -> None:
    """The language of the next mails: "fr" or "en". Raises Invalid for any other."""
    if language not in ("fr", "en"):
        raise Invalid("language")
    Subscriber.objects.filter(pk=subscriber.pk).update(language=language)


@transaction.atomic
def subscriber_erase(*, subscriber: Subscriber) -> None:
    """Forget the address, what it followed and every letter (Loi 25). The journal says so of a number."""
    record(verb="subscriber.erased", subject=subscriber, snapshot={"pages": subscriber.subscriptions.count()})
    subscriber.delete()


@transaction.atomic
def letter_unsubscribe(*, letter: Letter) -> list[str]:
    """End what brought this letter: the post's pages, or all that the digest is made of. Gives the pages' names."""
    brought = Q()
    if letter.kind == LetterKind.POST and letter.post:
        brought = Q(page__in=page_ids(letter.post))
    elif letter.kind == LetterKind.DIGEST:
        brought = Q(frequency=Frequency.WEEKLY if "W" in letter.period else Frequency.DAILY)
    followed = letter.subscriber.subscriptions.filter(brought).select_related("page")
    return _ended(list(followed.order_by("page__name")))
