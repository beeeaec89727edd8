"""Where our copies of other servers' pictures lie, and the addresses under which browsers get them."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Message

PORTRAIT = "p"  # the slot of an author's portrait; those of the pictures of a message are their numbers, from 0
KEY = re.compile(r"(\d{1,18})-(p|\d)-([0-9a-f]{24})")
SALT = "preau.conversations.pictures"


def digest_of(address: str) -> str:
    """The name of our copy: nobody who knows the address can tell whether we have it."""
    return salted_hmac(SALT, address, algorithm="sha256").hexdigest()


def path_of(digest: str) -> Path:
    return Path(settings.DATA) / "distant" / digest[:2] / f"{digest}.webp"


def slots_of(message: Message) -> dict[str, str]:
    """The pictures that `message` shows: {slot: address}."""
    shown = {str(number): picture["address"] for number, picture in enumerate(message.pictures[:10])}
    return ({PORTRAIT: message.author_picture} if message.author_picture else {}) | shown


def local_address(message: Message, slot: str) -> str:
    """The path under which a browser gets our copy. It holds as long as the message shows that very picture."""
    return f"/media/distant/{message.pk}-{slot}-{_signature(message, slot)}.webp"


def slot_of(message: Message, slot: str, signature: str) -> str | None:
    """The address of the picture that such a path stands for; None where it is not ours, or no longer."""
    if slot not in slots_of(message) or not constant_time_compare(signature, _signature(message, slot)):
        return None
    return slots_of(message)[slot]


def _signature(message: Message, slot: str) -> str:
    said = f"{message.pk}:{slot}:{slots_of(message)[slot]}"
    return salted_hmac(f"{SALT}.path", said, algorithm="sha256").hexdigest()[:24]
