"""Daily and weekly digests: an issue for everybody, a letter each for those whose pages said something."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from preau.jobs.services import task_named
from preau.kernel import clock
from preau.mail.models import MailState
from preau.mail.services.sending.run import Run, pause_after
from preau.subscriptions.mailing.digest_source import DigestSource, placements_of
from preau.subscriptions.models import DigestIssue, Frequency, Letter, LetterKind, Subscriber

HOUR = 7  # local time
SPANS = {Frequency.DAILY: dt.timedelta(days=1), Frequency.WEEKLY: dt.timedelta(days=7)}
BATCH = 2000


def latest_cut(frequency: Frequency, now: dt.datetime) -> dt.datetime:
    """The last moment up to `now` at which a digest was due: seven in the morning, on Mondays the week's."""
    local = timezone.localtime(now)
    day = local.date() - dt.timedelta(days=local.weekday() if frequency == Frequency.WEEKLY else 0)
    cut = _at_seven(day)
    return cut if cut <= now else _at_seven(day - SPANS[frequency])


def _at_seven(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)))


def period_of(frequency: Frequency, cut: dt.datetime) -> str:
    day = timezone.localtime(cut).date()
    return day.isoformat() if frequency == Frequency.DAILY else day.strftime("%G-W%V")


def issues_write_due() -> None:
    """Write the issues that are due and not written, with their letters. Can be run at any time, and again."""
    for frequency in SPANS:
        issue = _issue(frequency, latest_cut(frequency, clock.now()))
        if issue.written_at is None:
            _write(issue)


def _issue(frequency: Frequency, cut: dt.datetime) -> DigestIssue:
    before = DigestIssue.objects.filter(frequency=frequency, until__lt=cut).order_by("-until").first()
    # After a long stop, no older news than twice the span.
    since = max(before.until, cut - 2 * SPANS[frequency]) if before else cut - SPANS[frequency]
    defaults = {"frequency": frequency, "since": since, "until": cut}
    return DigestIssue.objects.get_or_create(period=period_of(frequency, cut), defaults=defaults)[0]


def _readers(issue: DigestIssue) -> list[int]:
    """Those who follow, at this frequency, a page that said something."""
    speaking = placements_of(issue).values("page")
    readers = Subscriber.objects.filter(
        bounced_at__isnull=True,
        subscriptions__frequency=issue.frequency,
        subscriptions__confirmed_at__lt=issue.until,
        subscriptions__page__in=speaking,
    )
    return list(readers.distinct().order_by("pk").values_list("pk", flat=True))


def _write(issue: DigestIssue) -> None:
    readers = _readers(issue)
    for start in range(0, len(readers), BATCH):
        letters = (
            Letter(subscriber_id=reader, kind=LetterKind.DIGEST, period=issue.period)
            for reader in readers[start : start + BATCH]
        )
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
    with transaction.atomic():
        DigestIssue.objects.filter(pk=issue.pk).update(written_at=clock.now())
        if readers:
            task_named("preau.subscriptions.tasks.send_digest").enqueue(issue_id=issue.pk)


def issue_send(*, issue_id: int) -> None:
    """Send the letters of an issue that are due, and ask for what is left."""
    issue = DigestIssue.objects.get(pk=issue_id)
    run = Run(DigestSource(issue)).go()
    left = Letter.objects.filter(period=issue.period, state__in=[MailState.PENDING, MailState.RETRYING])
    if run.stopped_by and left.exists():
        at: dt.datetime | None = clock.now() + pause_after(issue.written_at or issue.until)
    else:
        at = left.filter(state=MailState.RETRYING).aggregate(at=Min("next_at"))["at"]
    if at:
        task_named("preau.subscriptions.tasks.send_digest").using(run_at=at).enqueue(issue_id=issue_id)
