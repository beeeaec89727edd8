"""Signing and reading by draft-cavage-http-signatures-12, which nearly all ActivityPub servers speak.

`hs2019` is read as they all mean it (RSA PKCS#1 v1.5 with SHA-256, or Ed25519), not as the draft defines it.
"""

from __future__ import annotations

import base64
import datetime as dt
from email.utils import format_datetime

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .digest import digest
from .request import authority_of, target_of


def sign(
    *, method: str, url: str, body: bytes, key: RSAPrivateKey, key_id: str, now: dt.datetime, content_type: str
) -> dict[str, str]:
    """The headers to add. A request with no body is signed without digest and type."""
    headers = {"Host": authority_of(url), "Date": format_datetime(now.astimezone(dt.UTC), usegmt=True)}
    if body:
        headers |= {"Digest": digest(body), "Content-Type": content_type}
    lines = [f"(request-target): {method.lower()} {target_of(url)}"]
    lines += [f"{name.lower()}: {value}" for name, value in headers.items()]
    proof = key.sign("\n".join(lines).encode("ascii"), PKCS1v15(), SHA256())
    names = " ".join(["(request-target)", *(name.lower() for name in headers)])
    text = base64.b64encode(proof).decode()
    signature = f'keyId="{key_id}",algorithm="rsa-sha256",headers="{names}",signature="{text}"'
    return {**headers, "Signature": signature}
