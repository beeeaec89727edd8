from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from preau.connectors.asking import Caller, Reason, bounded, error_for
from preau.connectors.base import Refused, TryLater
from preau.connectors.facts import facts
from preau.connectors.listener import Asked, Harvest
from preau.kernel import clock
from preau.kernel.http import Fetched
from preau.kernel.strict_json import StrictJSONError, loads

from .posts import newest_of, said_in

OVERLAP = dt.timedelta(minutes=10)  # the index is behind, and posts come to it out of order


class BlueskySearch:
    """The newest posts with some words. Without an account its first page alone is given: `since` narrows it."""

    async def listen(self, asked: Asked, caller: Caller) -> Harvest:
        known = facts("bluesky")
        question = {"q": asked.query, "sort": "latest", "limit": known["search"]["limit"], **_since(asked.since_id)}
        url = f"{asked.address}/xrpc/{known['search']['method']}?{urlencode(question)}"
        answer = await caller.ask_anything(url, {"Accept": "application/json"})
        if answer.status == 403:  # it closes the search to visitors for a while when bots are too many
            raise TryLater(Reason.FORBIDDEN, at=clock.now() + dt.timedelta(hours=known["ours"]["after_refusal_hours"]))
        if answer.status != 200:
            raise error_for(answer.status, answer.headers)
        posts = _posts(answer)
        return Harvest(
            entries=tuple(said_in(posts)),
            since_id=newest_of(posts, asked.since_id),
            not_before=resting_until(answer),
            every=known["ours"]["seconds"],
        )


def _since(newest: str) -> dict[str, str]:
    if not newest:
        return {}
    moment = dt.datetime.fromisoformat(newest) - OVERLAP
    return {"since": moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


def _posts(answer: Fetched) -> list[object]:
    try:
        document = loads(answer.body)
    except StrictJSONError as error:
        raise Refused(Reason.UNREADABLE) from error
    posts = document.get("posts") if isinstance(document, dict) else None
    if not isinstance(posts, list):
        raise Refused(Reason.UNREADABLE)
    return posts


def resting_until(answer: Fetched) -> dt.datetime | None:
    """When it may be asked again (`ratelimit-reset`, seconds since 1970), where this was the last answer for now."""
    reset = answer.headers.get("ratelimit-reset", "").strip()
    is_last = answer.headers.get("ratelimit-remaining", "").strip() == "0"
    if not is_last or not (reset.isascii() and reset.isdecimal() and len(reset) < 12):
        return None
    return bounded(dt.datetime.fromtimestamp(int(reset), dt.UTC))
