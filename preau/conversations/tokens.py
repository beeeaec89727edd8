"""Signed words of forms and mails. They say what may be done, and nothing about anybody to who reads them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.core import signing

from preau.kernel import clock

from . import limits

_FORM, _CONFIRM = "preau.conversations.form", "preau.conversations.confirm"


def form_token(*, is_read: bool = False) -> str:
    """For a form that is shown now: a number of its own, and when. `is_read`: it was shown before, and typed in."""
    shown = clock.now() - (limits.TYPED_AFTER if is_read else dt.timedelta())
    return signing.dumps([uuid.uuid4().hex, shown.timestamp()], salt=_FORM)


def read_form_token(token: str) -> tuple[str, dt.timedelta] | None:
    """(the form's number, how long ago it was shown); None for one that is not ours, or older than FORM_LASTS."""
    try:
        number, shown = signing.loads(token[:300], salt=_FORM)
        age = clock.now() - dt.datetime.fromtimestamp(float(shown), dt.UTC)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (str(number), age) if age <= limits.FORM_LASTS else None


def confirm_token(visitor_id: int, item_id: int) -> str:
    """For the mail that asks: is it really you who wrote this?"""
    moment = int(clock.now().timestamp())
    return signing.dumps([visitor_id, item_id, moment], salt=_CONFIRM)


def read_confirm_token(token: str) -> tuple[int, int] | None:
    """(visitor id, item id); None for a token that is not ours, or older than CONFIRM_WITHIN."""
    try:
        visitor_id, item_id, moment = signing.loads(token[:300], salt=_CONFIRM)
        age = clock.now() - dt.datetime.fromtimestamp(int(moment), dt.UTC)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (visitor_id, item_id) if age <= limits.CONFIRM_WITHIN else None
