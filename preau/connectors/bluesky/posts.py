"""Posts of Bluesky (`app.bsky.feed.defs#postView`) as plain entries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preau.connectors import plain
from preau.connectors.facts import facts
from preau.connectors.listener import MAX_ENTRIES, MAX_ID, MAX_NAME, MAX_TEXT, Network, Said
from preau.connectors.loose import listing, mapping, moment, text
from preau.kernel import clock


def said_in(posts: list[Any]) -> list[Said]:
    """Those that may be shown to people without an account there."""
    found = (_said(post) for post in posts[:MAX_ENTRIES] if isinstance(post, dict))
    return [said for said in found if said]


def newest_of(posts: list[Any], known: str) -> str:
    """When the newest of them was indexed, or `known`: ISO 8601, in UTC."""
    moments = [moment(post.get("indexedAt")) for post in posts if isinstance(post, dict)]
    before = moment(known)
    sound = [moment for moment in [*moments, before] if moment and moment <= clock.now()]
    return max(sound).astimezone(dt.UTC).isoformat() if sound else ""


def _said(post: dict[str, Any]) -> Said | None:
    uri, author, record = text(post.get("uri")), mapping(post.get("author")), mapping(post.get("record"))
    did, _, key = uri.removeprefix("at://").partition("/app.bsky.feed.post/")
    if (
        not uri.startswith("at://did:")
        or not key.isalnum()
        or not uri.isprintable()
        or len(uri) > MAX_ID
        or _is_hidden(author)
    ):
        return None
    written, indexed = moment(record.get("createdAt")), moment(post.get("indexedAt"))
    languages = listing(record.get("langs"))
    return Said(
        network=Network.BLUESKY,
        remote_id=uri,
        url=plain.web(f"https://bsky.app/profile/{did}/post/{key}"),
        text=plain.line(text(record.get("text")), MAX_TEXT),
        author_id=did,
        author_name=plain.line(text(author.get("displayName")) or text(author.get("handle")), MAX_NAME),
        author_url=plain.web(f"https://bsky.app/profile/{did}"),
        outlet="bsky.app",
        language=plain.language(languages[0] if languages else ""),
        # A client may write any date into a post: it can't have been said after it was indexed.
        said_at=min(written, indexed) if written and indexed else indexed or written,
    )


def _is_hidden(author: dict[str, Any]) -> bool:
    labels = listing(author.get("labels"))
    hidden = facts("bluesky")["labels"]["hidden"]
    return any(mapping(label).get("val") == hidden for label in labels)
