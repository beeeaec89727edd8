"""What the worker does with mails: send what is due, find those whose sender died, erase what is needed no more."""

from __future__ import annotations

import datetime as dt

from django.db.models import Min, Q

from preau.jobs.services import task_named
from preau.kernel import clock
from preau.mail.models import MailState, OutgoingMail
from preau.mail.services.erase import EMPTY
from preau.mail.services.sending.mails import MailSource
from preau.mail.services.sending.outcome import CUT_SHORT
from preau.mail.services.sending.run import Run, due, pause_after

KEPT = dt.timedelta(days=7)  # the words of a mail that went out, or never will
ENDED = [MailState.DELIVERED, MailState.FAILED, MailState.UNKNOWN, MailState.CANCELLED]


def mails_send() -> None:
    """Send what is due, and ask for what is left in its time."""
    run = Run(MailSource()).go()
    at = _next_attempt(run.stopped_by)
    if at is not None:
        task_named("preau.mail.tasks.send_mails").using(unique_key="mails", run_at=at).enqueue()


def _next_attempt(stopped_by: str) -> dt.datetime | None:
    waiting = OutgoingMail.objects.filter(state__in=[MailState.PENDING, MailState.RETRYING])
    if stopped_by:
        oldest = waiting.aggregate(at=Min("created_at"))["at"]
        return clock.now() + pause_after(oldest) if oldest else None
    if waiting.filter(state=MailState.PENDING).exists():  # came in while we ended
        return clock.now()
    at: dt.datetime | None = waiting.aggregate(at=Min("next_at"))["at"]
    return at


def mails_recover() -> int:
    """Mails whose sender died in mid-send are uncertain from now on: the machine never resends. Gives how many."""
    if due(OutgoingMail.objects.all()).exists():
        task_named("preau.mail.tasks.send_mails").using(unique_key="mails").enqueue()
    lost = OutgoingMail.objects.filter(state=MailState.SENDING, next_at__lt=clock.now())
    return lost.update(state=MailState.UNKNOWN, next_at=None, last_error=CUT_SHORT)


def mails_forget() -> int:
    """Erase whom old mails were for and what they said; that they were sent is kept. Gives how many."""
    old = OutgoingMail.objects.filter(state__in=ENDED, created_at__lt=clock.now() - KEPT).exclude(Q(to="") & Q(text=""))
    return old.update(**EMPTY)
