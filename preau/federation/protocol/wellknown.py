"""How others find out who is here: WebFinger (RFC 7033), host-meta (RFC 6415), NodeInfo 2.0 and 2.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from .context import MEDIA_TYPE

JRD = "application/jrd+json"
XRD = "application/xrd+xml"
PROFILE_PAGE = "http://webfinger.net/rel/profile-page"
AVATAR = "http://webfinger.net/rel/avatar"
NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/"
LONGEST = 500  # characters

_ACCOUNT = re.compile(r"@?([A-Za-z0-9._-]{1,253})@([A-Za-z0-9.:\[\]-]{1,260})")


class Nonsense(ValueError):
    """What was asked is no resource at all."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody by name: both parts in lower case."""

    name: str
    host: str


def asked(resource: str) -> Account | str:
    """Whom WebFinger is asked for: an account, or the address of something. Raises Nonsense."""
    if not resource or len(resource) > LONGEST:
        raise Nonsense(resource[:40])
    if resource.startswith(("https://", "http://")):
        return resource
    found = _ACCOUNT.fullmatch(resource.removeprefix("acct:"))
    if found is None:
        raise Nonsense(resource[:40])
    return Account(found[1].lower(), found[2].lower())


def webfinger(subject: str, actor: str, page: str, portrait: str = "") -> dict[str, Any]:
    """`subject`: "acct:name@host"; the addresses of its actor, its page and its portrait (WebP)."""
    links = [
        {"rel": "self", "type": MEDIA_TYPE, "href": actor},
        {"rel": PROFILE_PAGE, "type": "text/html", "href": page},
    ]
    if portrait:
        links.append({"rel": AVATAR, "type": "image/webp", "href": portrait})
    return {"subject": subject, "aliases": [page, actor], "links": links}


def _template(origin: str) -> str:
    return f"{origin}/.well-known/webfinger?resource={{uri}}"


def host_meta(origin: str) -> bytes:
    root = Element("XRD", {"xmlns": "http://docs.oasis-open.org/ns/xri/xrd-1.0"})
    SubElement(root, "Link", {"rel": "lrdd", "type": JRD, "template": _template(origin)})
    return tostring(root, encoding="utf-8", xml_declaration=True)


def host_meta_json(origin: str) -> dict[str, Any]:
    return {"links": [{"rel": "lrdd", "type": JRD, "template": _template(origin)}]}


def nodeinfo_links(origin: str, versions: Sequence[str]) -> dict[str, Any]:
    return {"links": [{"rel": f"{NODEINFO}{version}", "href": f"{origin}/nodeinfo/{version}"} for version in versions]}


def nodeinfo(
    version: str, *, software: str, name: str, pages: int, active_month: int, active_half_year: int, posts: int
) -> dict[str, Any]:
    """Counts of open pages, of those that said something lately, and of posts."""
    return {
        "version": version,
        "software": {"name": "preau", "version": software},
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": ["atom1.0", "smtp"]},
        "openRegistrations": False,
        "usage": {
            "users": {"total": pages, "activeMonth": active_month, "activeHalfyear": active_half_year},
            "localPosts": posts,
        },
        "metadata": {"nodeName": name},
    }
