"""That a body is the one that was signed: `Digest` (RFC 3230, as ActivityPub servers use it) and `Content-Digest`
(RFC 9530)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

import http_sf

from .errors import BadSignature

SHA256 = "sha-256"


def digest(body: bytes) -> str:
    """The value of the header `Digest`."""
    return f"SHA-256={base64.b64encode(hashlib.sha256(body).digest()).decode()}"


def content_digest(body: bytes) -> str:
    """The value of the header `Content-Digest`."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def check_digest(value: str, body: bytes) -> None:
    """Raises BadSignature unless `Digest` names SHA-256, once, and it is the body's."""
    found = [part.partition("=") for part in value.split(",")]
    sums = [text.strip() for name, _, text in found if name.strip().lower() == SHA256]
    if len(sums) != 1:
        raise BadSignature("the Digest header must hold one SHA-256 sum")
    try:
        _compare(base64.b64decode(sums[0], validate=True), body)
    except binascii.Error as error:
        raise BadSignature("the Digest header is not base64") from error


def check_content_digest(value: str, body: bytes) -> None:
    """Raises BadSignature unless `Content-Digest` holds a `sha-256` or `sha-512` sum and all that it holds are right."""
    try:
        sums = http_sf.parse(value.encode("ascii"), tltype="dictionary", on_duplicate_key=_refuse)
    except ValueError as error:  # StructuredFieldError and UnicodeEncodeError are
        raise BadSignature("the Content-Digest header can't be read") from error
    known = {name: member for name, member in dict(sums).items() if name in ("sha-256", "sha-512")}
    if not known:
        raise BadSignature("the Content-Digest header must hold a sha-256 or sha-512 sum")
    for name, member in known.items():
        given = member[0] if isinstance(member, tuple) else None
        if not isinstance(given, bytes):
            raise BadSignature("the Content-Digest header holds something else than bytes")
        _compare(given, body, name.replace("-", ""))


def _refuse(name: str, context: str) -> None:
    raise BadSignature(f"the Content-Digest header says {name[:40]!r} twice")


def _compare(given: bytes, body: bytes, algorithm: str = "sha256") -> None:
    if not hmac.compare_digest(given, hashlib.new(algorithm, body).digest()):
        raise BadSignature("the digest is not that of the body")
