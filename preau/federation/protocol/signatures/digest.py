"""That a body is the one that was signed: `Digest` (RFC 3230, as ActivityPub servers use it) and `Content-Digest`
(RFC 9530)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from http_message_signatures import ContentDigest, HTTPMessageSignaturesException

from .errors import BadSignature


def digest(body: bytes) -> str:
    """The value of the header `Digest`."""
    return f"SHA-256={base64.b64encode(hashlib.sha256(body).digest()).decode()}"


def content_digest(body: bytes) -> str:
    """The value of the header `Content-Digest`."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def check_digest(value: str, body: bytes) -> None:
    """Raises BadSignature unless `Digest` holds one SHA-256 sum, which is the body's."""
    found = [part.partition("=") for part in value.split(",")]
    sums = [text.strip() for name, _, text in found if name.strip().lower() == "sha-256"]
    if len(sums) != 1:
        raise BadSignature("the Digest header must hold one SHA-256 sum")
    try:
        given = base64.b64decode(sums[0], validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("the Digest header is not base64") from error
    if not hmac.compare_digest(given, hashlib.sha256(body).digest()):
        raise BadSignature("the digest is not that of the body")


def check_content_digest(value: str, body: bytes) -> None:
    """Raises BadSignature unless all sums (SHA-256 or SHA-512, at least one) that `Content-Digest` holds are right."""
    try:
        ContentDigest.verify(value, body)
    except HTTPMessageSignaturesException as error:
        raise BadSignature(str(error)) from error
