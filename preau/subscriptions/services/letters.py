"""The letters of one delivery: written, sent, counted, decided upon."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Min
from django.utils.translation import gettext_noop

from preau.channels.models import Delivery, DeliveryState
from preau.channels.services import delivery_settle
from preau.channels.services.plan import priority_of
from preau.channels.services.tally import delivery_conclude, progress_of
from preau.jobs.services import task_named
from preau.kernel import clock
from preau.mail.models import MailState
from preau.mail.services.sending.outcome import CUT_SHORT
from preau.mail.services.sending.run import Run, pause_after
from preau.posts.models import PostKind
from preau.subscriptions.mailing.post_source import PostSource
from preau.subscriptions.models import Letter, LetterKind
from preau.subscriptions.selectors import readers_at_once

BATCH = 2000  # letters a transaction: others wait for the database no longer than some hundredths of a second
SOME_UNKNOWN = gettext_noop("On ne sait pas si certains courriels sont partis. À vous de décider.")
ALL_FAILED = gettext_noop("Aucun courriel n’a pu être remis.")
ENDED = {DeliveryState.UNKNOWN: SOME_UNKNOWN, DeliveryState.FAILED: ALL_FAILED}


def _batches(delivery: Delivery) -> Iterator[list[int]]:
    is_alert = delivery.post.kind == PostKind.ALERT
    readers = readers_at_once([delivery.channel.page_id], is_alert=is_alert, before=delivery.created_at)
    after = 0
    while batch := list(readers.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield batch
        after = batch[-1]


def letters_write(*, delivery_id: int) -> int:
    """Write one letter for each reader of the delivery's page, and ask for their sending. Gives how many there are.

    Can be called again: who has a letter of this post, by this page or another, gets no second one.
    """
    delivery = Delivery.objects.select_related("post", "channel").get(pk=delivery_id)
    for batch in _batches(delivery):
        Letter.objects.bulk_create(
            (
                Letter(subscriber_id=reader, delivery=delivery, post_id=delivery.post_id, kind=LetterKind.POST)
                for reader in batch
            ),
            ignore_conflicts=True,
        )
    written = Letter.objects.filter(delivery=delivery).count()
    if written:
        task_named("preau.subscriptions.tasks.send_delivery").using(priority=priority_of(delivery.post)).enqueue(
            delivery_id=delivery_id
        )
    return written


def delivery_send(*, delivery_id: int) -> None:
    """Send the letters of a delivery that are due, then write how it stands and ask for what is left."""
    delivery = Delivery.objects.select_related("post", "channel").filter(pk=delivery_id).first()
    if delivery is None:
        return
    source = PostSource(delivery)
    if source.is_over:
        letters_cancel(delivery_id=delivery_id)
    run = Run(source).go()
    delivery_tally(delivery_id=delivery_id, stopped_by=run.stopped_by)


@transaction.atomic
def delivery_tally(*, delivery_id: int, stopped_by: str = "") -> None:
    """Write on the delivery what its letters add up to. `stopped_by`: why the mail server could not be used."""
    delivery = Delivery.objects.select_for_update().select_related("post").get(pk=delivery_id)
    letters = Letter.objects.filter(delivery=delivery)
    states = dict(letters.values_list("state").annotate(number=Count("pk")))
    at = _next_attempt(delivery, states, stopped_by)
    if at:
        words = stopped_by.partition("\n")[0]
        delivery_settle(delivery_id=delivery_id, state=DeliveryState.RETRYING, words=words, next_at=at)
        task_named("preau.subscriptions.tasks.send_delivery").using(
            run_at=at, priority=priority_of(delivery.post)
        ).enqueue(delivery_id=delivery_id)
    elif not states.get(MailState.SENDING) and not states.get(MailState.PENDING):
        delivery_conclude(delivery_id=delivery_id, progress=progress_of(states), words=ENDED)


def _next_attempt(delivery: Delivery, states: dict[str, int], stopped_by: str) -> dt.datetime | None:
    """When to go on: after a pause where the server can't be used, else when the first letter put off is due."""
    if stopped_by and (states.get(MailState.PENDING) or states.get(MailState.RETRYING)):
        return clock.now() + pause_after(delivery.created_at)
    retrying = Letter.objects.filter(delivery=delivery, state=MailState.RETRYING)
    return retrying.aggregate(at=Min("next_at"))["at"]


def letters_again(*, delivery_id: int) -> None:
    """Put the failed letters back, but for addresses that do not exist."""
    failed = Letter.objects.filter(delivery=delivery_id, state=MailState.FAILED, subscriber__bounced_at__isnull=True)
    failed.update(state=MailState.PENDING, attempts=0, next_at=None, last_error="")


def letters_decide(*, delivery_id: int, resend: bool) -> None:
    """A person's decision on the uncertain letters: send them again, or hold them for received."""
    uncertain = Letter.objects.filter(delivery=delivery_id, state=MailState.UNKNOWN)
    if resend:
        uncertain.update(state=MailState.PENDING, attempts=0, next_at=None, last_error="")
    else:
        uncertain.update(state=MailState.DELIVERED, delivered_at=clock.now(), last_error="")
        delivery_tally(delivery_id=delivery_id)


def letters_cancel(*, delivery_id: int) -> None:
    """What has not been handed over stays here."""
    waiting = Letter.objects.filter(delivery=delivery_id, state__in=[MailState.PENDING, MailState.RETRYING])
    waiting.update(state=MailState.CANCELLED, next_at=None)


def letters_recover() -> int:
    """Letters whose sender died in mid-send are uncertain from now on: a person decides, the machine never resends.

    Gives how many there were.
    """
    lost = Letter.objects.filter(state=MailState.SENDING, next_at__lt=clock.now())
    deliveries = set(lost.exclude(delivery=None).values_list("delivery", flat=True))
    number = lost.update(state=MailState.UNKNOWN, next_at=None, last_error=CUT_SHORT)
    for delivery_id in deliveries:
        delivery_tally(delivery_id=delivery_id)
    return number
