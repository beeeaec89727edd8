"""Mails that somebody asked for with their own address: to confirm, or to manage."""

from __future__ import annotations

from preau.jobs.services import task_named
from preau.kernel import clock
from preau.mail.models import MailState
from preau.mail.services.sending.run import Run, pause_after
from preau.subscriptions.mailing.notice_source import NoticeSource
from preau.subscriptions.models import Letter


def notice_send(*, letter_id: int) -> None:
    """Send one notice, now or as soon as the mail server can be used."""
    run = Run(NoticeSource(letter_id)).go()
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is None or letter.state not in (MailState.PENDING, MailState.RETRYING):
        return
    at = clock.now() + pause_after(letter.created_at) if run.stopped_by else letter.next_at
    task_named("preau.subscriptions.tasks.send_notice").using(run_at=at).enqueue(letter_id=letter_id)
