"""By which handle an actor is known: "@camille@exemple.test". Another host than theirs is believed when it says so."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings

from preau.federation.protocol.described import Described
from preau.federation.protocol.ids import BadId, host_of
from preau.kernel.http import FetchError, fetch
from preau.kernel.names import safe_host
from preau.kernel.strict_json import StrictJSONError, loads

MAX_BYTES = 100_000
SECONDS = 5.0


async def handle_of(actor: Described) -> str:
    """The handle that both the actor's server and the handle's confirm (WebFinger, RFC 7033); else the plain one."""
    if not actor.username or not actor.username.isascii():
        return actor.plain_handle
    scheme = actor.uri.partition(":")[0]
    name, host = await _account(scheme, actor.username, actor.host, actor.uri)
    if host in ("", actor.host) or name.lower() != actor.username.lower():
        return actor.plain_handle
    confirmed = await _account(scheme, name, host, actor.uri)
    return f"@{actor.username}@{safe_host(host)}" if confirmed == (name, host) else actor.plain_handle


async def _account(scheme: str, name: str, host: str, uri: str) -> tuple[str, str]:
    """The account that `host` says `name` is, when it is that of the actor `uri`; else two empty texts."""
    url = f"{scheme}://{host}/.well-known/webfinger?resource={quote(f'acct:{name}@{host}')}"
    try:
        answer = await fetch(
            url,
            max_bytes=MAX_BYTES,
            timeout=SECONDS,
            allow_loopback=settings.ALLOW_LOOPBACK,
            headers={"Accept": "application/jrd+json, application/json"},
        )
        document = loads(answer.body) if answer.status == 200 else {}
    except (FetchError, StrictJSONError):
        return "", ""
    if not isinstance(document, dict) or not _points_to(document.get("links"), uri):
        return "", ""
    found, _, at = str(document.get("subject", "")).removeprefix("acct:").partition("@")
    try:
        host_of(f"{scheme}://{at.lower()}")
    except BadId:
        return "", ""
    return found, at.lower()


def _points_to(links: Any, uri: str) -> bool:
    return isinstance(links, list) and any(
        isinstance(link, dict) and link.get("rel") == "self" and link.get("href") == uri for link in links
    )
