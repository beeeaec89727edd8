"""Statuses of Mastodon's API as plain entries (docs.joinmastodon.org/entities/Status, seen November 2026)."""

from __future__ import annotations

from typing import Any

from preau.connectors import plain
from preau.connectors.listener import MAX_ENTRIES, MAX_ID, MAX_NAME, MAX_TEXT, Network, Said
from preau.connectors.loose import mapping, moment, text


def said_in(statuses: list[Any]) -> list[Said]:
    """The public ones, in the order of the server. What has no id that is unique everywhere is left out."""
    found = (_said(status) for status in statuses[:MAX_ENTRIES] if isinstance(status, dict))
    return [said for said in found if said]


def newest_of(statuses: list[Any], known: str) -> str:
    """The greatest id of the server's own, that of `known` included: they are numbers, the longer the newer."""
    ids = [str(status.get("id", "")) for status in statuses if isinstance(status, dict)]
    sound = [name for name in ids if name.isascii() and name.isalnum() and len(name) < 64]
    return max([known, *sound], key=lambda name: (len(name), name))


def _said(status: dict[str, Any]) -> Said | None:
    uri = text(status.get("uri"))
    if (
        status.get("visibility") != "public"
        or status.get("reblog")
        or not uri.isprintable()
        or not 0 < len(uri) <= MAX_ID
    ):
        return None
    account = mapping(status.get("account"))
    url = plain.web(text(status.get("url"))) or plain.web(uri)
    page = plain.web(text(account.get("url")))
    warning = plain.line(text(status.get("spoiler_text")), MAX_NAME)
    words = plain.words(text(status.get("content")), MAX_TEXT)
    return Said(
        network=Network.ACTIVITYPUB,
        remote_id=uri,
        url=url,
        text=plain.line(f"{warning} — {words}" if warning and words else warning or words, MAX_TEXT),
        author_id=plain.web(text(account.get("uri"))) or page,
        author_name=plain.line(text(account.get("display_name")) or text(account.get("acct")), MAX_NAME),
        author_url=page,
        outlet=plain.host_of(page or url),
        language=plain.language(status.get("language")),
        said_at=moment(status.get("created_at")),
    )
