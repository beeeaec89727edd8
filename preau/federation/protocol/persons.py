"""Actors, as other servers read them: plain values in, a document out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from . import addresses
from .context import Document
from .said import written


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a profile: clean HTML as its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """A page. `summaries`: HTML by language, the page's first one first."""

    origin: str
    page_id: int
    kind: str  # "Organization" | "Person"
    handle: str
    name: str
    url: str
    public_key: str
    published: dt.datetime
    updated: dt.datetime
    summaries: Mapping[str, str]
    fields: Sequence[Field] = ()
    portrait: str = ""
    banner: str = ""
    is_open: bool = True
    approves_followers: bool = False
    also_known_as: Sequence[str] = ()
    moved_to: str = ""


def document(person: Person) -> Document:
    origin, number = person.origin, person.page_id
    uri = addresses.actor_uri(origin, number)
    host = origin.partition("://")[2]
    made: Document = {
        "id": uri,
        "type": person.kind,
        "preferredUsername": person.handle,
        "webfinger": f"{person.handle}@{host}",
        "name": person.name,
        "summary": next(iter(person.summaries.values()), ""),
        "url": person.url,
        "inbox": addresses.inbox_uri(origin, number),
        "outbox": addresses.outbox_uri(origin, number),
        "followers": addresses.followers_uri(origin, number),
        "following": addresses.following_uri(origin, number),
        "featured": addresses.featured_uri(origin, number),
        "featuredTags": addresses.tags_uri(origin, number),
        "endpoints": {"sharedInbox": addresses.shared_inbox_uri(origin)},
        "publicKey": _key(uri, person.public_key),
        "manuallyApprovesFollowers": person.approves_followers,
        "discoverable": person.is_open,
        "indexable": person.is_open,
        "attributionDomains": [host.partition(":")[0]],
        "published": written(person.published),
        "updated": written(person.updated),
        "attachment": [{"type": "PropertyValue", "name": f.name, "value": f.value} for f in person.fields],
        "tag": [],
    }
    if len(person.summaries) > 1:
        made["summaryMap"] = dict(person.summaries)
    if person.portrait:
        made["icon"] = {"type": "Image", "mediaType": "image/webp", "url": person.portrait}
    if person.banner:
        made["image"] = {"type": "Image", "mediaType": "image/webp", "url": person.banner}
    if person.also_known_as:
        made["alsoKnownAs"] = list(person.also_known_as)
    if person.moved_to:
        made["movedTo"] = person.moved_to
    return made


def instance(origin: str, name: str, public_key: str, published: dt.datetime) -> Document:
    """The domain's own actor: nobody follows it."""
    uri = addresses.instance_actor_uri(origin)
    host = origin.partition("://")[2]
    return {
        "id": uri,
        "type": "Application",
        "preferredUsername": host.partition(":")[0],
        "webfinger": f"{host.partition(':')[0]}@{host}",
        "name": name,
        "url": f"{origin}/a-propos",
        "inbox": f"{uri}/inbox",
        "outbox": f"{uri}/outbox",
        "endpoints": {"sharedInbox": addresses.shared_inbox_uri(origin)},
        "publicKey": _key(uri, public_key),
        "manuallyApprovesFollowers": True,
        "discoverable": False,
        "indexable": False,
        "published": written(published),
    }


def link(url: str) -> str:
    """The value of a field that is an address: servers look there for a link back, and then show it as proven."""
    shown = url.partition("://")[2].removesuffix("/")
    return f'<a href="{escape(url)}" rel="me noopener" target="_blank">{escape(shown)}</a>'


def _key(owner: str, pem: str) -> Document:
    return {"id": addresses.key_id(owner), "owner": owner, "publicKeyPem": pem}


# --- Collections ------------------------------------------------------------------------------------------------------


def counted(uri: str, total: int) -> Document:
    """A collection of which others may know how many there are, and no more."""
    return {"id": uri, "type": "OrderedCollection", "totalItems": total}


def listed(uri: str, items: Sequence[Document | str]) -> Document:
    """A short collection, whole."""
    return {"id": uri, "type": "OrderedCollection", "totalItems": len(items), "orderedItems": list(items)}


def paged(uri: str, total: int) -> Document:
    """A long collection: its pages begin at `first`."""
    return {**counted(uri, total), "first": f"{uri}/page"}


def page(uri: str, items: Sequence[Document | str], *, before: str = "", after: str = "") -> Document:
    """One page of the collection `uri`. `before`: the cursor that it was asked with; `after`: that of the next page."""
    start = f"{uri}/page"
    made: Document = {
        "id": f"{start}?avant={before}" if before else start,
        "type": "OrderedCollectionPage",
        "partOf": uri,
        "orderedItems": list(items),
    }
    if after:
        made["next"] = f"{start}?avant={after}"
    return made
