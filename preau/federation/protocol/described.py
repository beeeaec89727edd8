"""Actors of other servers, as their documents describe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preau.kernel.errors import PreauError
from preau.kernel.names import safe_host, safe_name

from .ids import BadId, checked, host_of, without_fragment
from .incoming import ACTORS
from .signatures import BadSignature, read_key

MOST_ALIASES = 20


class BadActor(PreauError):
    """The document describes no actor that can be believed."""


@dataclass(frozen=True)
class Described:
    """An actor, in their own server's words; `name` and `username` can be shown. "" is what they do not have."""

    uri: str
    host: str
    kind: str
    username: str
    name: str
    url: str
    picture: str
    inbox: str
    shared_inbox: str
    followers: str
    key_id: str
    public_key: str
    also_known_as: tuple[str, ...] = ()
    moved_to: str = ""

    @property
    def plain_handle(self) -> str:
        """How their own server calls them, which is theirs to say: "@camille@exemple.test"."""
        return f"@{self.username}@{safe_host(self.host)}" if self.username else ""


def read_actor(document: object, *, key_id: str = "") -> Described:
    """The actor that `document` describes, with the key `key_id` where it lists several. Raises BadActor.

    Their inbox and key must be of their own server: else they could make us write to others, or speak for them.
    """
    if not isinstance(document, dict):
        raise BadActor("an actor is a JSON object")
    try:
        uri = checked(document.get("id"))
        host = host_of(uri)
        inbox = _own(document.get("inbox"), host)
    except BadId as error:
        raise BadActor(f"the actor has no sound id and inbox: {error}") from error
    found_key, pem = _key(document.get("publicKey"), uri, key_id)
    endpoints = document.get("endpoints")
    return Described(
        uri=uri,
        host=host,
        kind=_kind(document.get("type")),
        username=safe_name(_text(document.get("preferredUsername")), longest=100).replace(" ", ""),
        name=safe_name(_text(document.get("name")), longest=200),
        url=_first_address(document.get("url")),
        picture=_first_address(document.get("icon")),
        inbox=inbox,
        shared_inbox=_or_nothing(endpoints.get("sharedInbox") if isinstance(endpoints, dict) else None, host),
        followers=_or_nothing(document.get("followers"), host),
        key_id=found_key,
        public_key=pem,
        also_known_as=_aliases(document.get("alsoKnownAs")),
        moved_to=_or_nothing(document.get("movedTo")),
    )


def owner_of(document: object, key_id: str) -> str:
    """Whose the key `key_id` is, by the document that its address gave: an actor's, or the key's own.

    Raises BadActor. What it says is to be checked with the owner's own document.
    """
    if not isinstance(document, dict):
        raise BadActor("a key is a JSON object")
    is_key = document.get("id") == key_id and "publicKeyPem" in document
    owner = document.get("owner") if is_key else document.get("id")
    try:
        if host_of(owner) != host_of(key_id):
            raise BadActor("the key is of another server than its owner")
        return checked(owner)
    except BadId as error:
        raise BadActor(f"the key has no sound owner: {error}") from error


def _kind(value: object) -> str:
    kinds = [kind for kind in (value if isinstance(value, list) else [value]) if isinstance(kind, str)]
    known = [kind for kind in kinds if kind in ACTORS]
    if not known:
        raise BadActor("the document is no actor's")
    return known[0]


def _own(value: object, host: str) -> str:
    found = checked(value)
    if host_of(found) != host:
        raise BadId("of another server")
    return found


def _or_nothing(value: object, host: str | None = None) -> str:
    try:
        return checked(value) if host is None else _own(value, host)
    except BadId:
        return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _first_address(value: object) -> str:
    """The first sound address of a text, a Link, an Image, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        while isinstance(item, dict):
            item = item.get("href") or item.get("url")
            item = item[0] if isinstance(item, list) and item else item
        if found := _or_nothing(item):
            return found
    return ""


def _aliases(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(found for item in items[:MOST_ALIASES] if (found := _or_nothing(item)))


def _key(value: object, owner: str, wanted: str) -> tuple[str, str]:
    """The id and PEM of the wanted key, else of the first; only one that says it is the owner's, on their server."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping) and (not wanted or item.get("id") == wanted) and _is_sound(item, owner):
            return str(item["id"]), str(item["publicKeyPem"])
    return "", ""


def _is_sound(key: Mapping[str, Any], owner: str) -> bool:
    try:
        if key.get("owner") != owner or host_of(key.get("id")) != host_of(owner):
            return False
        read_key(_text(key.get("publicKeyPem")))
    except (BadId, BadSignature):
        return False
    return True


def is_at(document: Mapping[str, Any], url: str) -> bool:
    """Whether `document` was found at its own id."""
    uid = document.get("id")
    return isinstance(uid, str) and without_fragment(uid) == without_fragment(url)
