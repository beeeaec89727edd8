"""Proving who a request is from: making signatures, reading them, verifying them. No database, no network.

claim = read(request)          # what it says
check(claim, now=…)            # whether that is enough: coverage, time, digest
verify(claim, read_key(pem))   # whether it is true
"""

from __future__ import annotations

import datetime as dt

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from . import cavage, rfc9421
from .claim import Claim, How
from .errors import BadSignature
from .keys import PublicKey, read_key
from .request import Request
from .trust import WINDOW, check

__all__ = [
    "WINDOW",
    "BadSignature",
    "Claim",
    "How",
    "PublicKey",
    "Request",
    "check",
    "read",
    "read_key",
    "sign",
    "verify",
]

ACTIVITY = "application/activity+json"
LONGEST_HEADER = 8_000


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


def read(request: Request) -> Claim:
    """What `request` says about its signature: by RFC 9421 where it has a Signature-Input. Raises BadSignature."""
    if "signature" not in request.headers:
        raise BadSignature("not signed: the Signature header is missing")
    if any(len(request.headers.get(name, "")) > LONGEST_HEADER for name in ("signature", "signature-input")):
        raise BadSignature("the signature is too long")
    way = rfc9421 if "signature-input" in request.headers else cavage
    return way.read(request)


def verify(claim: Claim, public_key: PublicKey) -> None:
    """Raises BadSignature unless the owner of `public_key` made the signature."""
    if claim.how == "rfc9421":
        rfc9421.verify(claim, public_key)
        return
    try:
        if isinstance(public_key, Ed25519PublicKey):
            public_key.verify(claim.signature, claim.base)
        else:
            public_key.verify(claim.signature, claim.base, PKCS1v15(), SHA256())
    except InvalidSignature as error:
        raise BadSignature("the signature is not that of the key") from error
