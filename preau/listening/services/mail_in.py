"""A message that the mail server hands over: judged at the door, kept, and only then accepted."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from preau.channels.models import InboundItem
from preau.kernel import clock
from preau.kernel.errors import PreauError
from preau.listening.inbound import LETTER, network_of, row_id
from preau.listening.letters import MAX_BYTES, addressed_to, headed, header, id_of, loop_in, packed
from preau.listening.models import Source, SourceKind

from .keep import reading_ask

MOST_AN_HOUR = 500  # messages, of all boards: an address that leaked must not fill the disk


class NotTaken(PreauError):
    """The message was not taken, and why, in a word."""


class NoSuchAddress(NotTaken):
    """Nobody here has that address."""


class TooMany(PreauError):
    """So much came within an hour that it is better to come back: the mail server keeps it."""


class Dropped(NotTaken):
    """A machine's, or our own come back: it is left out, and nobody is told."""


@transaction.atomic
def letter_receive(*, raw: bytes, recipient: str = "") -> bool:
    """Keep a message for the board whose address it was sent to. False where it is known by its Message-ID.

    `recipient`: the address as the mail server knows it; where it gives none, those of the message count. Raises
    NotTaken (too large), NoSuchAddress, Dropped, TooMany.
    """
    if len(raw) > MAX_BYTES:
        raise NotTaken("too-large")
    message = headed(raw)
    source = _source([recipient.lower()] if recipient else addressed_to(message))
    if reason := loop_in(message, urlsplit(settings.ORIGIN).hostname or ""):
        raise Dropped(reason)
    row = InboundItem(
        network=network_of(source),
        remote_id=row_id(source, "mail", id_of(message, raw)),
        kind=LETTER,
        sender=header(message, "from").encode("utf-8", "replace").decode().replace("\0", "")[:500],
        payload=packed(raw),
    )
    kept = InboundItem.objects.filter(network=row.network)
    if kept.filter(remote_id=row.remote_id).exists():
        return False
    if kept.filter(received_at__gt=clock.now() - dt.timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TooMany("too many messages within an hour")
    InboundItem.objects.bulk_create([row], ignore_conflicts=True)  # two at once: one is kept
    reading_ask()
    return True


def _source(addresses: list[str]) -> Source:
    for address in addresses:
        token = address.partition("@")[0].partition("+")[2]
        if token.isalnum() and (found := Source.objects.filter(kind=SourceKind.MAIL, address=token[:500]).first()):
            return found
    raise NoSuchAddress("no-such-address")
