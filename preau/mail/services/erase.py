from __future__ import annotations

from django.db import transaction

from preau.mail.models import MailState, OutgoingMail

EMPTY = {"to": "", "subject": "", "text": "", "html": "", "sender_name": "", "headers": {}}
UNSENT = [MailState.PENDING, MailState.RETRYING]


@transaction.atomic
def mail_cancel(*, key: str) -> bool:
    """Keep a mail from leaving, and forget its words. False where it has left, or is leaving."""
    waiting = OutgoingMail.objects.filter(key=key, state__in=UNSENT)
    return bool(waiting.update(state=MailState.CANCELLED, next_at=None, **EMPTY))


@transaction.atomic
def mails_erase(*, about: str) -> int:
    """Forget all mails whose key begins with `about`: what waits never leaves, of what left the row alone stays."""
    rows = OutgoingMail.objects.filter(key__startswith=about).exclude(state=MailState.SENDING)
    waiting = rows.filter(state__in=UNSENT).update(state=MailState.CANCELLED, next_at=None)
    return max(waiting, rows.update(**EMPTY))
