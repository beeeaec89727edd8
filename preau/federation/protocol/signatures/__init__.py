"""Proving who a request is from: making signatures, reading them, verifying them. No database, no network."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from . import cavage, rfc9421
from .errors import BadSignature
from .request import Request

__all__ = ["BadSignature", "How", "Request", "sign"]

How = Literal["cavage", "rfc9421"]
ACTIVITY = "application/activity+json"


def sign(
    how: How,
    *,
    method: str,
    url: str,
    body: bytes,
    key: RSAPrivateKey,
    key_id: str,
    now: dt.datetime,
    content_type: str = ACTIVITY,
) -> dict[str, str]:
    """The headers that prove a request to be from the owner of `key`. All must be sent, with these very values.

    `url` must be in ASCII, written as it travels, without fragment: whoever sends it must not write it anew.
    """
    way = cavage if how == "cavage" else rfc9421
    return way.sign(method=method, url=url, body=body, key=key, key_id=key_id, now=now, content_type=content_type)
