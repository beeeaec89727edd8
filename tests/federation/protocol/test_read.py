"""What is said about a signature, and whether that is enough. Each refusal has a name, and none is an accident."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from preau.federation.protocol.signatures import BadSignature, Claim, Request, check, read, read_key, sign, verify

from .keys import ed25519_key, pem, rsa_key

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
KEY_ID = "https://ailleurs.exemple/users/a#main-key"
URL = "https://ici.exemple/ap/inbox"
BODY = b'{"type":"Create"}'
HOWS = ["cavage", "rfc9421"]


def signed(how: str, *, now: dt.datetime = NOW, method: str = "POST", body: bytes = BODY, **changes: str) -> Request:
    """A sound request, as `how` makes it; `changes` are headers that are changed after it was signed."""
    made = sign(how, method=method, url=URL, body=body, key=rsa_key(), key_id=KEY_ID, now=now)
    headers = {"host": "ici.exemple", **{name.lower(): value for name, value in made.items()}}
    return Request(method, URL, {**headers, **{n.replace("_", "-"): v for n, v in changes.items()}}, body)


def judge(request: Request, key: object = None) -> Claim:
    claim = read(request)
    check(claim, now=NOW)
    verify(claim, key or rsa_key().public_key())
    return claim


def hand_signed(names: str, *, params: str = "", algorithm: str = "hs2019", **headers: str) -> Request:
    """A draft-cavage request that covers `names` alone, in that order."""
    request = signed("cavage", **headers)
    lines = []
    for name in names.split():
        created = re.search(rf"{name.strip('()')}=\"?(\d+)", params)
        value = created[1] if created else f"post {'/ap/inbox'}" if name == "(request-target)" else None
        lines.append(f"{name}: {request.headers[name] if value is None else value}")
    proof = base64.b64encode(rsa_key().sign("\n".join(lines).encode(), PKCS1v15(), SHA256())).decode()
    header = f'keyId="{KEY_ID}",algorithm="{algorithm}",headers="{names}",{params}signature="{proof}"'
    return replace(request, headers={**request.headers, "signature": header})


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("late", [dt.timedelta(0), dt.timedelta(minutes=59), dt.timedelta(minutes=-59)])
def test_a_sound_request_of_this_hour_is_believed(how: str, late: dt.timedelta) -> None:
    assert judge(signed(how, now=NOW - late)).key_id == KEY_ID


@pytest.mark.parametrize("how", HOWS)
def test_a_fetch_needs_no_digest(how: str) -> None:
    judge(signed(how, method="GET", body=b""))


def test_created_stands_for_the_date() -> None:
    params = f"created={int(NOW.timestamp())},"
    judge(hand_signed("(request-target) host digest (created)", params=params))


@pytest.mark.parametrize("how", HOWS)
def test_an_ed25519_key_is_believed(how: str) -> None:
    request = signed(how)
    if how == "cavage":
        proof = ed25519_key().sign(read(request).base)
        header = re.sub(
            'signature="[^"]*"', f'signature="{base64.b64encode(proof).decode()}"', request.headers["signature"]
        )
        headers = {**request.headers, "signature": header.replace("rsa-sha256", "hs2019")}
    else:
        params = request.headers["signature-input"].removeprefix("sig1=").replace("rsa-v1_5-sha256", "ed25519")
        proof = ed25519_key().sign(rfc_base(request, params))
        headers = {**request.headers, "signature-input": f"sig1={params}"}
        headers["signature"] = f"sig1=:{base64.b64encode(proof).decode()}:"
    judge(replace(request, headers=headers), ed25519_key().public_key())


def rfc_base(request: Request, params: str) -> bytes:
    values = {"@method": "POST", "@target-uri": URL, "@authority": "ici.exemple", "@path": "/ap/inbox"}
    names = re.findall(r'"([^"]+)"', params.partition(")")[0])
    lines = [f'"{name}": {values.get(name) or request.headers[name]}' for name in names]
    return "\n".join([*lines, f'"@signature-params": {params}']).encode()


def rfc_signed(params: str, *, pss: bool = False, **headers: str) -> Request:
    request = signed("rfc9421", **headers)
    base = rfc_base(request, params)
    padding = PSS(MGF1(SHA512()), 64) if pss else PKCS1v15()
    proof = base64.b64encode(rsa_key().sign(base, padding, SHA512() if pss else SHA256())).decode()
    return replace(
        request, headers={**request.headers, "signature-input": f"sig1={params}", "signature": f"sig1=:{proof}:"}
    )


CREATED = f"created={int(NOW.timestamp())}"


def test_authority_and_path_stand_for_the_address() -> None:
    judge(rfc_signed(f'("@method" "@authority" "@path" "content-digest");{CREATED};keyid="{KEY_ID}"'))


def test_rsa_pss_is_verified_where_it_is_said() -> None:
    params = f'("@method" "@target-uri" "content-digest");{CREATED};keyid="{KEY_ID}";alg="rsa-pss-sha512"'
    judge(rfc_signed(params, pss=True))


# --- What is not enough ----------------------------------------------------------------------------------------------

SOUND = "(request-target) host date digest"
ALL = '"@method" "@target-uri" "content-digest"'
HOUR = dt.timedelta(hours=1, seconds=1)
PAST = f"expires={int((NOW - 2 * HOUR).timestamp())}"
LATER = f"created={int((NOW + HOUR).timestamp())}"


def twice(how: str) -> Request:
    """The same Signature header, two times: servers join them by a comma."""
    request = signed(how)
    return replace(request, headers={**request.headers, "signature": ",".join([request.headers["signature"]] * 2)})


def header(name: str, change: Callable[[str], str], how: str = "cavage") -> Request:
    request = signed(how)
    return replace(request, headers={**request.headers, name: change(request.headers[name])})


def without(name: str, how: str) -> Request:
    request = signed(how)
    return replace(request, headers={n: v for n, v in request.headers.items() if n != name})


def rfc(params: str) -> Request:
    return rfc_signed(params)


REFUSED: dict[str, Callable[[], Request]] = {
    "unsigned": lambda: Request("POST", URL, {"host": "ici.exemple"}, BODY),
    "an empty signature": lambda: signed("cavage", signature=""),
    "a huge signature": lambda: signed("cavage", signature="x" * 9_000),
    "two draft signatures": lambda: twice("cavage"),
    "two signatures": lambda: twice("rfc9421"),
    "a draft signature beside one of the RFC": lambda: signed("cavage", signature_input='sig1=("@method")'),
    "the target not signed": lambda: hand_signed("host date digest"),
    "the host not signed": lambda: hand_signed("(request-target) date digest"),
    "the date not signed": lambda: hand_signed("(request-target) host digest"),
    "the digest not signed": lambda: hand_signed("(request-target) host date"),
    "created given, not signed": lambda: hand_signed("(request-target) host digest", params=f"{CREATED},"),
    "created ahead": lambda: hand_signed("(request-target) host digest (created)", params=f"{LATER},"),
    "created beyond all calendars": lambda: hand_signed(
        "(request-target) host digest (created)", params="created=999999999999,"
    ),
    "created with rsa-sha256": lambda: hand_signed(
        "(request-target) host digest (created)", params=f"{CREATED},", algorithm="rsa-sha256"
    ),
    "expired": lambda: hand_signed(f"{SOUND} (expires)", params=f"{PAST},"),
    "expired, not signed": lambda: hand_signed(SOUND, params=f"{PAST},"),
    "an empty list of headers": lambda: header("signature", lambda h: re.sub('headers="[^"]*"', 'headers=""', h)),
    "a list of blanks": lambda: header("signature", lambda h: re.sub('headers="[^"]*"', 'headers="  "', h)),
    "no list of headers": lambda: header("signature", lambda h: re.sub('headers="[^"]*",', "", h)),
    "a header covered twice": lambda: header("signature", lambda h: h.replace("date ", "date date ")),
    "a parameter twice": lambda: header("signature", lambda h: h + ',keyId="https://x.exemple/u#k"'),
    "a parameter in another case of letters": lambda: header("signature", lambda h: h.replace("keyId", "keyID")),
    "an escape in a parameter": lambda: header("signature", lambda h: h.replace("#main", '\\"#main')),
    "no key": lambda: header("signature", lambda h: re.sub('keyId="[^"]*"', 'keyId=""', h)),
    "a covered header that is missing": lambda: without("digest", "cavage"),
    "another algorithm": lambda: header("signature", lambda h: h.replace("rsa-sha256", "hmac-sha256")),
    "a signature that is no base64": lambda: header("signature", lambda h: h.replace('signature="', 'signature="*')),
    "stale": lambda: signed("cavage", now=NOW - HOUR),
    "ahead": lambda: signed("cavage", now=NOW + HOUR),
    "stale by the RFC": lambda: signed("rfc9421", now=NOW - HOUR),
    "ahead by the RFC": lambda: signed("rfc9421", now=NOW + HOUR),
    "a date that is none": lambda: signed("cavage", date="yesterday"),
    "a date without a zone": lambda: signed("cavage", date="Wed, 25 Nov 2026 12:00:00 -0000"),
    "a date changed": lambda: signed("cavage", date="Wed, 25 Nov 2026 12:01:00 GMT"),
    "another body": lambda: replace(signed("cavage"), body=b"{}"),
    "another body by the RFC": lambda: replace(signed("rfc9421"), body=b"{}"),
    "no body": lambda: replace(signed("cavage"), body=b""),
    "a digest of SHA-512 alone": lambda: signed("cavage", digest="SHA-512=abcd"),
    "two digests": lambda: header("digest", lambda h: f"{h},{h}"),
    "a digest that is no base64": lambda: signed("cavage", digest="SHA-256=***"),
    "a digest of nothing known": lambda: signed("rfc9421", content_digest="unixsum=:AAAA:"),
    "another host": lambda: signed("cavage", host="autre.exemple"),
    "another path": lambda: replace(signed("cavage"), url="https://ici.exemple/ap/actors/1/inbox"),
    "another path by the RFC": lambda: replace(signed("rfc9421"), url="https://ici.exemple/ap/actors/1/inbox"),
    "another host by the RFC": lambda: replace(signed("rfc9421"), url="https://autre.exemple/ap/inbox"),
    "another method": lambda: replace(signed("cavage"), method="PUT"),
    "another method by the RFC": lambda: replace(signed("rfc9421"), method="PUT"),
    "a query added": lambda: replace(signed("cavage"), url=f"{URL}?x=1"),
    "nothing covered": lambda: rfc(f'();{CREATED};keyid="{KEY_ID}"'),
    "no created": lambda: rfc(f'({ALL});keyid="{KEY_ID}"'),
    "created as a text": lambda: rfc(f'({ALL});created="{int(NOW.timestamp())}";keyid="{KEY_ID}"'),
    "expired by the RFC": lambda: rfc(f'({ALL});{CREATED};{PAST};keyid="{KEY_ID}"'),
    "expires as a text": lambda: rfc(f'({ALL});{CREATED};expires="1";keyid="{KEY_ID}"'),
    "no keyid": lambda: rfc(f"({ALL});{CREATED}"),
    "an unknown parameter": lambda: rfc(f'({ALL});{CREATED};keyid="{KEY_ID}";x=1'),
    "the method not covered": lambda: rfc(f'("@target-uri" "content-digest");{CREATED};keyid="{KEY_ID}"'),
    "the address not covered": lambda: rfc(f'("@method" "@path" "content-digest");{CREATED};keyid="{KEY_ID}"'),
    "the digest not covered": lambda: rfc(f'("@method" "@target-uri");{CREATED};keyid="{KEY_ID}"'),
    "another algorithm of the RFC": lambda: rfc(f'({ALL});{CREATED};keyid="{KEY_ID}";alg="hmac-sha256"'),
    "another label": lambda: header("signature", lambda h: h.replace("sig1", "sig2"), "rfc9421"),
    "a component with a parameter": lambda: header(
        "signature-input", lambda h: h.replace('"content-digest"', '"content-digest";sf'), "rfc9421"
    ),
    "a component twice": lambda: header(
        "signature-input", lambda h: h.replace('"@method"', '"@method" "@method"'), "rfc9421"
    ),
    "a token for a list": lambda: signed("rfc9421", signature_input="sig1=abc"),
    "a text for a signature": lambda: signed("rfc9421", signature='sig1="abc"'),
    "no Signature beside its input": lambda: without("signature", "rfc9421"),
    "input that can't be read": lambda: signed("rfc9421", signature_input='sig1=("@method"'),
    "input twice": lambda: header("signature-input", lambda h: f"{h},{h}", "rfc9421"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_enough_is_refused_by_name(make: Callable[[], Request]) -> None:
    with pytest.raises(BadSignature):
        judge(make())


@pytest.mark.parametrize("how", HOWS)
def test_another_key_is_refused(how: str) -> None:
    with pytest.raises(BadSignature):
        judge(signed(how), rsa_key("his").public_key())
    with pytest.raises(BadSignature):
        judge(signed(how), ed25519_key().public_key())


headers_of_strangers = st.text(st.characters(max_codepoint=255), max_size=200) | st.builds(
    lambda parts: ",".join(f'{n}="{v}"' for n, v in parts),
    st.lists(
        st.tuples(st.sampled_from(["keyId", "headers", "created", "signature"]), st.text(max_size=20)), max_size=5
    ),
)


@given(headers_of_strangers, headers_of_strangers, st.booleans())
def test_whatever_a_header_holds_is_refused_by_name(signature: str, other: str, by_rfc: bool) -> None:
    headers = {"host": "ici.exemple", "signature": signature, "date": other, "digest": other, "content-digest": other}
    with pytest.raises(BadSignature):
        judge(Request("POST", URL, {**headers, **({"signature-input": other} if by_rfc else {})}, BODY))


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_keys_are_read_as_others_write_them() -> None:
    assert read_key(pem(rsa_key())).key_size == 2048
    old = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()  # "BEGIN RSA PUBLIC KEY"
    assert read_key(old) == rsa_key().public_key()
    assert read_key(pem(ed25519_key())) == ed25519_key().public_key()


def odd_keys() -> dict[str, str]:
    curve = ec.generate_private_key(ec.SECP256R1())
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 — that is the point
    odd = rsa.RSAPublicNumbers(2**2040 - 3, rsa_key().public_key().public_numbers().n).public_key()
    text = odd.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return {"a curve": pem(curve), "1024 bits": pem(small), "a slow exponent": text, "nothing": "", "words": "key"}


@pytest.mark.parametrize("name", ["a curve", "1024 bits", "a slow exponent", "nothing", "words"])
def test_keys_that_prove_nothing_or_cost_too_much_are_refused(name: str) -> None:
    with pytest.raises(BadSignature):
        read_key(odd_keys()[name])


def test_a_private_key_or_a_novel_is_no_public_key() -> None:
    for text in (
        "-----BEGIN PUBLIC KEY-----\n" + "A" * 5_000,
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
    ):
        with pytest.raises(BadSignature):
            read_key(text)
