"""Signing by RFC 9421 with `rsa-v1_5-sha256`, the one algorithm that ActivityPub servers share.

What is covered is always the same, so the signature base is written here; the tests read it with the library.
"""

from __future__ import annotations

import base64
import datetime as dt

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .digest import content_digest

LABEL = "sig1"


def sign(
    *, method: str, url: str, body: bytes, key: RSAPrivateKey, key_id: str, now: dt.datetime, content_type: str
) -> dict[str, str]:
    """The headers to add. Mastodon wants the method, the address and the digest covered, and `created`."""
    values = {"@method": method.upper(), "@target-uri": url}
    headers = {}
    if body:
        headers = {"Content-Digest": content_digest(body), "Content-Type": content_type}
        values |= {name.lower(): value for name, value in headers.items()}
    covered = " ".join(f'"{name}"' for name in values)
    params = f'({covered});created={int(now.timestamp())};keyid="{key_id}";alg="rsa-v1_5-sha256"'
    lines = [f'"{name}": {value}' for name, value in values.items()]
    base = "\n".join([*lines, f'"@signature-params": {params}']).encode("ascii")
    proof = base64.b64encode(key.sign(base, PKCS1v15(), SHA256())).decode()
    return {**headers, "Signature-Input": f"{LABEL}={params}", "Signature": f"{LABEL}=:{proof}:"}
