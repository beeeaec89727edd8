"""Asking other servers for documents, signed by the domain's own actor: many answer nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings

from preau.channels.selectors import origin_of
from preau.federation.protocol.addresses import instance_actor_uri, key_id
from preau.federation.protocol.described import BadActor, Described, is_at, owner_of, read_actor
from preau.federation.protocol.ids import BadId, checked, host_of, without_fragment
from preau.federation.protocol.signatures import sign
from preau.federation.services.actors import instance_actor, private_key_of
from preau.institutions.models import Domain
from preau.kernel import clock
from preau.kernel.http import Fetched, FetchError, fetch
from preau.kernel.strict_json import StrictJSONError, loads

from .errors import RemoteGone, RemoteRefused, RemoteSilent

MAX_BYTES = 1_000_000
SECONDS = 8.0
ACCEPT = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


@dataclass(frozen=True)
class Signer:
    """Who asks. Made where there is a database; used where there is none."""

    key_id: str
    key: RSAPrivateKey

    def headers_for(self, url: str) -> Mapping[str, str]:
        # The draft: all servers that ask for a signature take it, and nothing would be known of a host met first.
        return sign("cavage", method="GET", url=url, body=b"", key=self.key, key_id=self.key_id, now=clock.now())


def signer() -> Signer:
    """The default domain's own actor."""
    domain = Domain.objects.get(is_default=True)
    key = private_key_of(instance_actor(domain))
    return Signer(key_id(instance_actor_uri(origin_of(domain))), key)


def may_ask(uri: str) -> bool:
    """Whether `uri` is of the Web as it is: https. On loopback, where that is allowed, http too."""
    return uri.startswith("https://") or settings.ALLOW_LOOPBACK


async def fetch_actor(uri: str, who: Signer) -> Described:
    """The actor whose id is `uri`, from their own server. Raises RemoteError."""
    found = await _document(uri, who)
    if found.get("id") != uri:
        raise RemoteRefused("the document at the actor's address is somebody else's")
    return _described(found)


async def fetch_owner(key: str, who: Signer) -> Described:
    """The actor whose key `key` is, from their own document, which must hold that key. Raises RemoteError.

    The key's address may give the actor, or a document of its own that names the actor (GoToSocial, and others).
    """
    found = await _document(key, who)
    try:
        owner = owner_of(found, key)
    except BadActor as error:
        raise RemoteRefused(str(error)) from error
    if found.get("id") != owner or without_fragment(owner) != without_fragment(key):
        found = await _document(owner, who)
    if found.get("id") != owner:
        raise RemoteRefused("the document at the owner's address is somebody else's")
    described = _described(found, key)
    if not described.public_key:
        raise RemoteRefused("the owner's document does not hold that key")
    return described


def _described(document: Mapping[str, Any], key: str = "") -> Described:
    try:
        return read_actor(document, key_id=key)
    except BadActor as error:
        raise RemoteRefused(str(error)) from error


async def _document(uri: str, who: Signer) -> dict[str, Any]:
    """The document at `uri`, which may send on to another address of the same server, but not to another's."""
    url = without_fragment(uri)
    if not may_ask(url):
        raise RemoteRefused("only https addresses are asked")
    answer = await _answer(url, who)
    try:
        is_same_host = host_of(checked(answer.url)) == host_of(uri)
    except BadId:
        is_same_host = False
    if not is_same_host:
        raise RemoteRefused("the address leads to another server")
    document = _parsed(answer)
    if answer.url != url and not is_at(document, answer.url) and not is_at(document, url):
        raise RemoteRefused("the address leads to somebody else")
    return document


async def _answer(url: str, who: Signer) -> Fetched:
    try:
        answer = await fetch(
            url,
            max_bytes=MAX_BYTES,
            timeout=SECONDS,
            allow_loopback=settings.ALLOW_LOOPBACK,
            headers={"Accept": ACCEPT},
            headers_for=who.headers_for,
        )
    except FetchError as error:
        raise RemoteSilent(str(error)) from error
    if answer.status in (404, 410):
        raise RemoteGone("their server says that they are no more")
    if answer.status in (401, 403):
        raise RemoteRefused("their server does not let us read who they are")
    if answer.status != 200:
        raise RemoteSilent(f"their server answered {answer.status}")
    return answer


def _parsed(answer: Fetched) -> dict[str, Any]:
    """The document, when it is said to be one: a file that somebody uploaded to their server has another type."""
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    is_linked = kind.strip() == "application/ld+json" and "https://www.w3.org/ns/activitystreams" in rest
    if kind.strip().lower() != "application/activity+json" and not is_linked:
        raise RemoteRefused("the answer is no ActivityPub document")
    try:
        document = loads(answer.body)
    except StrictJSONError as error:
        raise RemoteRefused(f"the document can't be read: {error}") from error
    if not isinstance(document, dict):
        raise RemoteRefused("the document is no JSON object")
    return document
