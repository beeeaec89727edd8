"""Signed links of mails. They say who may do one thing, and nothing about anybody to who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core import signing

CONFIRM_WITHIN = dt.timedelta(days=3)
_CONFIRM, _LETTER = "preau.subscriptions.confirm", "preau.subscriptions.letter"


def confirm_token(subscriber_id: int, subscription_ids: Iterable[int]) -> str:
    """For the mail that asks: is it really you who asked for these pages?"""
    return signing.dumps([subscriber_id, sorted(subscription_ids)], salt=_CONFIRM)


def read_confirm_token(token: str) -> tuple[int, list[int]] | None:
    """(subscriber id, subscription ids); None for a token that is not ours, or older than CONFIRM_WITHIN."""
    try:
        subscriber_id, subscription_ids = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return subscriber_id, subscription_ids


def letter_token(letter_id: int) -> str:
    """For RFC 8058: whoever has this letter may end what brought it. It never expires."""
    return signing.Signer(salt=_LETTER).sign(str(letter_id)).replace(":", ".")


def read_letter_token(token: str) -> int | None:
    try:
        return int(signing.Signer(salt=_LETTER).unsign(token.replace(".", ":")))
    except (signing.BadSignature, ValueError):
        return None
