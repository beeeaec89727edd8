"""What anybody may ask with an address: nothing happens to it before its owner says so by mail."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction

from preau.institutions.models import Page
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.subscriptions.models import Letter, LetterKind, Subscriber, Subscription

NOTICES_AN_HOUR = 3  # to one address: nobody's mailbox is filled by a stranger with a form
NOTICES = [LetterKind.CONFIRMATION, LetterKind.MANAGE]


def _subscriber(email: str, language: str) -> Subscriber:
    defaults = {"key": secrets.token_urlsafe(32), "language": language}
    return Subscriber.objects.get_or_create(email=email.lower(), defaults=defaults)[0]


def _write(subscriber: Subscriber, kind: LetterKind) -> None:
    since = clock.now() - dt.timedelta(hours=1)
    if Letter.objects.filter(subscriber=subscriber, kind__in=NOTICES, created_at__gt=since).count() >= NOTICES_AN_HOUR:
        return
    letter = Letter.objects.create(subscriber=subscriber, kind=kind)
    task_named("preau.subscriptions.tasks.send_notice").enqueue(letter_id=letter.pk)


@transaction.atomic
def subscription_ask(*, email: str, pages: Iterable[Page], frequency: str, language: str) -> None:
    """Somebody, perhaps the address's owner, asks to follow `pages`. A mail asks its owner to confirm.

    What is confirmed already stays as it is: a stranger can't change it. The answer never says whether there was any.
    """
    subscriber = _subscriber(email, language)
    for page in pages:
        asked, is_new = Subscription.objects.get_or_create(
            subscriber=subscriber, page=page, defaults={"frequency": frequency}
        )
        if not is_new and asked.confirmed_at is None:
            asked.frequency, asked.asked_at = frequency, clock.now()
            asked.save(update_fields=["frequency", "asked_at"])
    waits = subscriber.subscriptions.filter(confirmed_at__isnull=True).exists()
    _write(subscriber, LetterKind.CONFIRMATION if waits else LetterKind.MANAGE)


@transaction.atomic
def manage_link_ask(*, email: str) -> None:
    """Send the link of the page where everything is managed, to an address that follows something; else do nothing."""
    subscriber = Subscriber.objects.filter(email=email.lower(), confirmed_at__isnull=False).first()
    if subscriber:
        _write(subscriber, LetterKind.MANAGE)
