"""Documents for those alone who say who they are, where the installation asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from preau.federation.authorized_fetch import authorized_fetch
from preau.federation.door import facts
from preau.federation.models import Host, Policy, RemoteActor
from preau.federation.negotiation import Negotiation
from preau.federation.protocol.signatures import sign
from preau.federation.services.remote.known import RING
from preau.kernel import clock
from tests.conftest import Cast
from tests.website.conftest import Door, Seen, door
from tests.website.saying import say

__all__ = ["door"]

KEY: RSAPrivateKey = generate_private_key(public_exponent=65537, key_size=2048)
KEY_ID = "https://ailleurs.exemple/users/camille#main-key"
ACTIVITY = "application/activity+json"


@pytest.fixture
def site(door: Door, settings: Any) -> Iterator[Door]:
    settings.AUTHORIZED_FETCH = True
    door.application = authorized_fetch(Negotiation(door.application))  # type: ignore[assignment]
    RING.clear()
    RING.may_refetch(KEY_ID)  # just done: a signature that does not fit makes nobody ask again
    facts.forget()
    yield door
    RING.clear()
    facts.forget()


@pytest.fixture
def camille(db: None) -> RemoteActor:
    """Somebody of a server that we know, with their key."""
    host = Host.objects.create(name="ailleurs.exemple")
    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    uri = KEY_ID.partition("#")[0]
    return RemoteActor.objects.create(
        uri=uri, host=host, inbox=f"{uri}/inbox", key_id=KEY_ID, public_key=pem.decode(), fetched_at=clock.now()
    )


def signed(site: Door, path: str, *, how: Any = "cavage", at: str = "", ago: float = 0, method: str = "GET") -> Seen:
    """A request of Camille's server, signed for the address `at` (of `path` unless told)."""
    now = clock.now() - dt.timedelta(hours=ago)
    url = f"http://testserver{at or path}"
    headers = sign(how, method=method, url=url, body=b"", key=KEY, key_id=KEY_ID, now=now)
    given = {name.replace("-", "_"): value for name, value in headers.items() if name != "Host"}
    return site.visit(path, accept=ACTIVITY, **given)


@pytest.mark.parametrize("how", ["cavage", "rfc9421"])
def test_whoever_signs_gets_the_documents(site: Door, cast: Cast, camille: RemoteActor, how: str) -> None:
    post = say(cast.saules, "Bonjour")
    for path in (f"/ap/posts/{post.pk}", f"/ap/actors/{cast.saules.pk}", "/@page_900001", f"/@page_900001/{post.pk}"):
        assert signed(site, path, how=how).status == 200
    outbox = f"/ap/actors/{cast.saules.pk}/outbox/page?avant=9-9"
    assert signed(site, outbox, how=how).status == 200


def test_whoever_does_not_sign_gets_none_though_it_is_in_memory(site: Door, cast: Cast, camille: RemoteActor) -> None:
    post = say(cast.saules, "Bonjour")
    for path in (f"/ap/posts/{post.pk}", f"/ap/actors/{cast.saules.pk}/featured", f"/@page_900001/{post.pk}"):
        assert signed(site, path).status == 200
        refused = site.visit(path, accept=ACTIVITY)
        assert refused.status == 401
        assert refused.text == "not signed: the Signature header is missing\n"


def test_a_signature_for_another_address_or_an_old_one_is_none(site: Door, cast: Cast, camille: RemoteActor) -> None:
    path = f"/ap/actors/{cast.saules.pk}"
    assert signed(site, path, at="/ap/actors/1").status == 401
    assert signed(site, path, ago=2).status == 401
    assert signed(site, path, method="POST").status == 401


def test_a_blocked_server_gets_nothing(site: Door, cast: Cast, camille: RemoteActor) -> None:
    Host.objects.update(policy=Policy.BLOCKED)
    assert signed(site, f"/ap/actors/{cast.saules.pk}").status == 403


def test_people_and_those_who_check_our_signatures_are_let_in(site: Door, cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    assert site.visit("/ap/actor", accept=ACTIVITY).status == 200
    assert site.visit("/.well-known/webfinger?resource=acct:page_900001@testserver").status == 200
    assert site.visit("/.well-known/nodeinfo").status == 200
    assert site.visit(f"/@page_900001/{post.pk}", accept="text/html").status == 200
    assert site.visit(f"/ap/posts/{post.pk}", accept="text/html").status == 302


@pytest.mark.parametrize("path", ["/ap/actors", "/ap/%2e", "/ap/@page_900001", "/ap/actorx", "/ap/posts/1/pagex"])
def test_no_spelling_goes_around(site: Door, cast: Cast, path: str) -> None:
    assert site.visit(path).status == 401


def test_nothing_is_asked_where_the_installation_does_not(door: Door, cast: Cast) -> None:
    assert authorized_fetch(door.application) is door.application  # type: ignore[arg-type]
