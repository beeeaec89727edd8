from __future__ import annotations

import asyncio

from preau.connectors.asking import Caller, Reason
from preau.connectors.base import Refused
from preau.connectors.listener import Asked, Harvest

from .reading import NoFeed, read_feed

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


class FeedListener:
    """Asks for a feed, whole, unless it is as it was (RFC 9110, 13.1)."""

    async def listen(self, asked: Asked, caller: Caller) -> Harvest:
        answer = await caller.ask(asked.address, _conditions(asked))
        if answer.status == 304:
            return Harvest(etag=asked.etag, last_modified=asked.last_modified)
        try:
            # In a thread: a large feed takes seconds, in which other answers are waited for.
            feed = await asyncio.to_thread(read_feed, answer.body, answer.url, answer.headers.get("content-type", ""))
        except NoFeed as error:
            raise Refused(Reason.NO_FEED) from error
        return Harvest(
            entries=feed.entries,
            etag=answer.headers.get("etag", "")[:300],
            last_modified=answer.headers.get("last-modified", "")[:100],
            title=feed.title,
            website=feed.website,
            every=feed.every,
        )


def _conditions(asked: Asked) -> dict[str, str]:
    sent = {"Accept": ACCEPT}
    if asked.etag:
        sent["If-None-Match"] = asked.etag
    if asked.last_modified:
        sent["If-Modified-Since"] = asked.last_modified
    return sent
