from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote, urlencode

from preau.connectors.asking import Caller, Reason, bounded
from preau.connectors.base import Reconnect, Refused
from preau.connectors.facts import facts
from preau.connectors.listener import Asked, Harvest, Said
from preau.connectors.loose import moment
from preau.kernel.http import Fetched
from preau.kernel.strict_json import StrictJSONError, loads

from .statuses import newest_of, said_in

ACCEPT = {"Accept": "application/json"}


class MastodonTag:
    """What is said with a hashtag, as one server sees it."""

    async def listen(self, asked: Asked, caller: Caller) -> Harvest:
        path = facts("mastodon")["tag"]["path"].format(hashtag=quote(asked.query, safe=""))
        return await _gathered(asked, caller, path, {"limit": facts("mastodon")["tag"]["limit"]})


class MastodonSearch:
    """What is said with some words, as one server finds it. Needs a user's key there: others find no status."""

    async def listen(self, asked: Asked, caller: Caller) -> Harvest:
        if not asked.token:
            raise Reconnect(Reason.NEEDS_KEY)
        known = facts("mastodon")["search"]
        question = {"q": asked.query, "type": "statuses", "limit": known["limit"]}
        return await _gathered(asked, caller, known["path"], question)


async def _gathered(asked: Asked, caller: Caller, path: str, question: dict[str, Any]) -> Harvest:
    """All that is newer than `since_id`, some pages at most; the first time, the newest page alone."""
    said: dict[str, Said] = {}
    since, not_before = asked.since_id, None
    for _ in range(facts("mastodon")["ours"]["pages"]):
        # min_id gives what comes just after it, since_id what is newest: by pages, since_id would skip the middle.
        more = {"min_id": since} if since else {}
        answer = await caller.ask(f"{asked.address}{path}?{urlencode(question | more)}", _headers(asked))
        not_before = resting_until(answer)
        statuses = _statuses(answer)
        newest = newest_of(statuses, since)
        said |= {entry.remote_id: entry for entry in said_in(statuses)}
        is_last = not asked.since_id or newest == since or not_before
        since = newest
        if is_last:
            break
    every = facts("mastodon")["ours"]["seconds"]
    return Harvest(entries=tuple(said.values()), since_id=since, not_before=not_before, every=every)


def _headers(asked: Asked) -> dict[str, str]:
    return ACCEPT | ({"Authorization": f"Bearer {asked.token}"} if asked.token else {})


def _statuses(answer: Fetched) -> list[Any]:
    """The list of statuses of either method. Raises Refused on anything else."""
    try:
        document = loads(answer.body)
    except StrictJSONError as error:
        raise Refused(Reason.UNREADABLE) from error
    found = document.get("statuses") if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise Refused(Reason.UNREADABLE)
    return found


def resting_until(answer: Fetched) -> dt.datetime | None:
    """When the server may be asked again, where it says that this was the last answer for now."""
    if answer.headers.get("x-ratelimit-remaining", "").strip() != "0":
        return None
    return bounded(moment(answer.headers.get("x-ratelimit-reset")))
