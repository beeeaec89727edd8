"""Signing and reading by RFC 9421. Servers share one algorithm, `rsa-v1_5-sha256`; Ed25519 is verified too.

What we cover is always the same, so its signature base is written here; the base of others is the library's to build.
"""

from __future__ import annotations

import base64
import datetime as dt
from types import SimpleNamespace
from typing import Any

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, InvalidSignature, algorithms

from .claim import Claim, moment
from .digest import content_digest
from .errors import BadSignature
from .request import Request

LABEL = "sig1"
MOST_COVERED = 30
PARAMETERS = frozenset({"alg", "created", "expires", "keyid", "nonce", "tag"})


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


def read(request: Request) -> Claim:
    """What `Signature-Input` and `Signature` say. One signature is read; more are refused. Raises BadSignature."""
    inputs, proofs = _dictionary(request, "signature-input"), _dictionary(request, "signature")
    if len(inputs) != 1 or inputs.keys() != proofs.keys():
        raise BadSignature("one signature is read: Signature-Input and Signature must hold the same one")
    [(covered, given)], [(proof, _)] = inputs.values(), proofs.values()
    if not isinstance(covered, list) or not isinstance(proof, bytes):
        raise BadSignature("Signature-Input must hold a list, and Signature bytes")
    if set(given) - PARAMETERS:
        raise BadSignature("Signature-Input holds a parameter that is not read")
    expires = given.get("expires")
    return Claim(
        how="rfc9421",
        key_id=_typed(given, "keyid", str),
        algorithm=_typed(given, "alg", str) if "alg" in given else "",
        covered=_components(covered),
        signed_at=moment(_typed(given, "created", int)),
        expires_at=None if expires is None else moment(_typed(given, "expires", int)),
        signature=proof,
        base=b"",
        request=request,
    )


def _dictionary(request: Request, name: str) -> dict[str, Any]:
    try:
        text = request.headers[name].encode("ascii")
        found = http_sf.parse(text, tltype="dictionary", on_duplicate_key=_refuse_twice)
    except (KeyError, ValueError) as error:
        raise BadSignature(f"the header {name!r} is missing, or can't be read") from error
    return found if isinstance(found, dict) else {}


def _refuse_twice(name: str, context: str) -> None:
    raise BadSignature(f"the signature says {name[:40]!a} twice")


def _components(covered: list[Any]) -> frozenset[str]:
    names = [name for name, params in covered if isinstance(name, str) and not params]
    if not names or len(names) > MOST_COVERED or len({*names}) != len(covered):
        raise BadSignature("what is covered must be named, each once, without parameters")
    return frozenset(names)


def _typed(given: dict[str, Any], name: str, kind: type[Any]) -> Any:
    if type(given.get(name)) is not kind or given[name] == "":
        raise BadSignature(f"Signature-Input has no sound {name!r}")
    return given[name]


class _Verifier(HTTPMessageVerifier):
    max_clock_skew = dt.timedelta(days=36_500)  # when it was signed is judged before, in `trust`


class _OneKey(HTTPSignatureKeyResolver):
    def __init__(self, key: RSAPublicKey | Ed25519PublicKey) -> None:
        self.key = key

    def resolve_public_key(self, key_id: str) -> RSAPublicKey | Ed25519PublicKey:
        return self.key


def verify(claim: Claim, key: RSAPublicKey | Ed25519PublicKey) -> None:
    """Raises BadSignature unless `key` made the signature."""
    if isinstance(key, Ed25519PublicKey):
        algorithm: type = algorithms.ED25519
    else:
        is_pss = claim.algorithm == "rsa-pss-sha512"
        algorithm = algorithms.RSA_PSS_SHA512 if is_pss else algorithms.RSA_V1_5_SHA256
    verifier = _Verifier(signature_algorithm=algorithm, key_resolver=_OneKey(key))
    request = claim.request
    message = SimpleNamespace(method=request.method, url=request.url, headers=request.headers)
    try:
        verifier.verify(message, max_age=None)
    except InvalidSignature as error:
        raise BadSignature("the signature is not that of the key") from error
