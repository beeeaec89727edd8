"""How what is known of visitors ends: when they say so, when they never confirmed, when they have been silent long."""

from __future__ import annotations

import datetime as dt
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.conversations import limits
from preau.conversations.models import Message, Visitor
from preau.conversations.services.unsay import author_erase
from preau.kernel import clock
from preau.mail.services import mails_erase
from preau.records.services import record

from .words import NETWORK, sender_of


@transaction.atomic
def visitor_erase(*, visitor: Visitor) -> None:
    """Erase all that is known of a person, and their words everywhere here (Loi 25). The journal names nobody."""
    found = Visitor.objects.select_for_update().get(pk=visitor.pk)
    if found.erased_at:
        return
    number = Message.objects.filter(visitor=found).count()
    author_erase(network=NETWORK, author_id=sender_of(found))
    Message.objects.filter(visitor=found).update(visitor=None)
    received = InboundItem.objects.filter(network=NETWORK, sender=sender_of(found))
    received.filter(state=InboundState.NEW).update(state=InboundState.IGNORED)
    received.update(payload="", sender="")
    _forget(found)
    record(verb="visitor.erased", subject=found, snapshot={"messages": number})


def _forget(visitor: Visitor) -> None:
    """Address, key and mails; what was said in public stays."""
    mails_erase(about=f"visitor:{visitor.pk}:")
    visitor.email, visitor.key, visitor.wants_mail = None, secrets.token_urlsafe(32), False
    visitor.erased_at = clock.now()
    visitor.save(update_fields=["email", "key", "wants_mail", "erased_at"])


def visitors_forget() -> int:
    """Erase what was not confirmed in time, addresses of people who have been silent for PREAU_VISITOR_DAYS, and what
    was received some time ago. Gives how many people were forgotten."""
    now = clock.now()
    received = InboundItem.objects.filter(network=NETWORK).exclude(payload="")
    received.filter(state=InboundState.DONE, received_at__lt=now - limits.RECEIVED_KEPT).update(payload="")
    late = received.filter(state=InboundState.NEW, received_at__lt=now - limits.CONFIRM_WITHIN)
    late.update(payload="", sender="", state=InboundState.IGNORED, processed_at=now)
    gone = 0
    silent = _silent(now - dt.timedelta(days=settings.VISITOR_DAYS))
    for visitor in [*_never_confirmed(now - limits.CONFIRM_WITHIN), *silent]:
        with transaction.atomic():
            _forget(visitor)
        gone += 1
    return gone


def _known() -> QuerySet[Visitor]:
    return Visitor.objects.filter(email__isnull=False)


def _never_confirmed(before: dt.datetime) -> list[Visitor]:
    """Strangers' addresses, perhaps. Those of whom something younger waits are left."""
    waiting = InboundItem.objects.filter(network=NETWORK, state=InboundState.NEW)
    young = set(waiting.values_list("sender", flat=True))
    rows = _known().filter(confirmed_at__isnull=True, created_at__lt=before).exclude(messages__said_at__gte=before)
    return [visitor for visitor in rows if sender_of(visitor) not in young]


def _silent(since: dt.datetime) -> QuerySet[Visitor]:
    return _known().filter(created_at__lt=since, confirmed_at__lt=since).exclude(messages__said_at__gte=since)
