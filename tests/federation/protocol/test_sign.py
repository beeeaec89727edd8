from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from http_message_signatures import HTTPMessageVerifier, MappingKeyResolver, algorithms

from preau.federation.protocol.signatures import sign

from .keys import rsa_key

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
KEY_ID = "https://ici.exemple/ap/actors/1#main-key"
BODY = b'{"type":"Create"}'
URL = "https://Ailleurs.exemple:443/users/a/inbox?x=1"


def signed(how: str, **changes: object) -> dict[str, str]:
    given = {"method": "POST", "url": URL, "body": BODY, "key": rsa_key(), "key_id": KEY_ID, "now": NOW}
    return sign(how, **{**given, **changes})


def test_the_draft_is_signed_as_others_rebuild_it() -> None:
    headers = signed("cavage")
    parts = dict(re.findall(r'(\w+)="([^"]*)"', headers["Signature"]))
    assert parts["keyId"] == KEY_ID
    assert parts["headers"] == "(request-target) host date digest content-type"
    base = (
        "(request-target): post /users/a/inbox?x=1\n"
        "host: ailleurs.exemple\n"
        f"date: {NOW.strftime('%a, %d %b %Y %H:%M:%S GMT')}\n"
        f"digest: SHA-256={base64.b64encode(hashlib.sha256(BODY).digest()).decode()}\n"
        "content-type: application/activity+json"
    )
    rsa_key().public_key().verify(base64.b64decode(parts["signature"]), base.encode(), PKCS1v15(), SHA256())


def test_a_fetch_is_signed_without_a_digest() -> None:
    headers = signed("cavage", method="GET", body=b"")
    assert set(headers) == {"Host", "Date", "Signature"}
    assert 'headers="(request-target) host date"' in headers["Signature"]


@pytest.mark.parametrize(("method", "body"), [("POST", BODY), ("GET", b"")])
def test_the_rfc_is_signed_as_the_library_verifies_it(method: str, body: bytes) -> None:
    url = "https://ailleurs.exemple/users/a/inbox?x=1"
    headers = signed("rfc9421", url=url, method=method, body=body)
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.RSA_V1_5_SHA256,
        key_resolver=MappingKeyResolver(public_keys={KEY_ID: rsa_key().public_key()}, private_keys={}),
    )
    [result] = verifier.verify(
        SimpleNamespace(method=method, url=url, headers=headers),
        body=body,
        require_components=["@method", "@target-uri", *(["content-digest"] if body else [])],
    )
    assert result.parameters["created"] == int(NOW.timestamp())


def test_an_address_that_is_not_ascii_is_not_signed() -> None:
    with pytest.raises(UnicodeEncodeError):
        signed("rfc9421", url="https://éxemple.exemple/inbox")
