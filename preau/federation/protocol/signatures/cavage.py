"""Signing and reading by draft-cavage-http-signatures-12, which nearly all ActivityPub servers speak.

`hs2019` is read as they all mean it (RSA PKCS#1 v1.5 with SHA-256, or Ed25519), not as the draft defines it.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from email.utils import format_datetime, parsedate_to_datetime

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from .claim import Claim, moment
from .digest import digest
from .errors import BadSignature
from .request import Request, authority_of, target_of

_PARAMETER = re.compile(r'\s*([A-Za-z]{1,20})=(?:"([^"\\]*)"|([0-9]{1,12}))\s*(?:,|\Z)')
ALGORITHMS = frozenset({"", "rsa-sha256", "hs2019", "ed25519"})
MOST_COVERED = 30


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


def read(request: Request) -> Claim:
    """What the header `Signature` says. Raises BadSignature."""
    given = _parameters(request.headers["signature"])
    algorithm = given.get("algorithm", "").lower()
    if algorithm not in ALGORITHMS:
        raise BadSignature("the algorithm must be rsa-sha256 or hs2019")
    names = given.get("headers", "").lower().split()
    if not names or len(names) > MOST_COVERED or len(set(names)) != len(names):
        raise BadSignature("'headers' must name what is signed, each once")
    return Claim(
        how="cavage",
        key_id=_needed(given, "keyId"),
        algorithm=algorithm,
        covered=frozenset(names),
        signed_at=_signed_at(given, names, request),
        expires_at=_moment(given.get("expires", "")),
        signature=_decoded(_needed(given, "signature")),
        base="\n".join(_line(name, given, request) for name in names).encode("latin-1"),
        request=request,
    )


def _parameters(header: str) -> dict[str, str]:
    given: dict[str, str] = {}
    at = 0
    while at < len(header):
        found = _PARAMETER.match(header, at)
        if not found or found[1] in given:
            raise BadSignature("the Signature header can't be read, or says something twice")
        given[found[1]] = found[2] if found[2] is not None else found[3]
        at = found.end()
    return given


def _needed(given: dict[str, str], name: str) -> str:
    if not given.get(name):
        raise BadSignature(f"the Signature header has no {name!r}")
    return given[name]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("the signature is not base64") from error


def _signed_at(given: dict[str, str], names: list[str], request: Request) -> dt.datetime | None:
    if "(created)" in names:
        return _moment(given.get("created", ""))
    if "date" not in names:
        return None
    try:
        found = parsedate_to_datetime(request.headers.get("date", ""))
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else None


def _moment(seconds: str) -> dt.datetime | None:
    return moment(int(seconds)) if re.fullmatch("[0-9]{1,12}", seconds) else None


def _line(name: str, given: dict[str, str], request: Request) -> str:
    if name == "(request-target)":
        return f"{name}: {request.method.lower()} {target_of(request.url)}"
    if name in ("(created)", "(expires)"):
        if given.get("algorithm", "").lower().startswith("rsa"):
            raise BadSignature(f"{name} does not go with rsa-sha256")
        return f"{name}: {_needed(given, name.strip('()'))}"
    if name not in request.headers:
        raise BadSignature(f"the header {name[:40]!a} is signed, but missing")
    return f"{name}: {request.headers[name]}"
