from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from preau.jobs.services import task_named
from preau.mail.models import OutgoingMail
from preau.mail.services.sending.blank import one_line


@transaction.atomic(savepoint=False)  # the caller's transaction, where there is one
def mail_send(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    language: str = "fr",
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
) -> OutgoingMail:
    """Send one mail, in the caller's transaction: it leaves if and only if what caused it is committed.

    `key` (at most 200 characters) says what it is about: asked for twice, it leaves once. Without `html`, one is made
    of `text`, its addresses linked. Subject and names may hold anything: they are made one line.
    """
    mail, is_new = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": one_line(subject)[:300],
            "text": text,
            "html": html,
            "language": language,
            "sender_name": one_line(sender_name)[:200],
            "headers": dict(headers or {}),
        },
    )
    if is_new:
        task_named("preau.mail.tasks.send_mails").using(unique_key="mails").enqueue()
    return mail
