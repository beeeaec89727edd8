"""The contract between Préau and somewhere that is listened to: a feed, the search of a network.

Errors are those of `connectors.base`; each carries a `Reason`, which is given words where it is shown:
`Refused` (it said no, it may be asked again one day), `Ended` (it is gone, or not to be asked), `TryLater` (with the
moment, where it gave one), `Reconnect` (a key is missing or no longer taken).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from preau.connectors.asking import Caller

MAX_ENTRIES = 300  # of one answer
MAX_TITLE = 300  # characters
MAX_TEXT = 10_000
MAX_NAME = 200
MAX_ID = 500


class Network(StrEnum):
    """What the id of an entry is unique in."""

    WEB = "web"
    ACTIVITYPUB = "activitypub"
    BLUESKY = "bluesky"
    PASTE = "paste"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and what is known from the last time."""

    address: str  # of the feed, or of the server: "https://social.exemple"
    query: str = ""  # a hashtag without its #, or words
    token: str = ""
    etag: str = ""
    last_modified: str = ""
    since_id: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said there: plain text, bounded and tidied."""

    network: Network
    remote_id: str
    url: str = ""  # a web address, or nothing
    title: str = ""
    text: str = ""
    author_id: str = ""
    author_name: str = ""
    author_url: str = ""
    outlet: str = ""
    language: str = ""
    said_at: dt.datetime | None = None  # aware; by its own word


@dataclass(frozen=True, slots=True)
class Harvest:
    """What an answer gave, and what to ask with the next time. Unchanged: no entries, the validators as they were."""

    entries: tuple[Said, ...] = ()
    etag: str = ""
    last_modified: str = ""
    since_id: str = ""
    title: str = ""  # what the feed calls itself
    website: str = ""
    not_before: dt.datetime | None = None  # it asks to be left in peace until then
    every: int | None = None  # seconds between two questions, where it says so


class Listener(Protocol):
    """Somewhere that can be listened to."""

    async def listen(self, asked: Asked, caller: Caller) -> Harvest:
        """Ask once. Raises a `NetworkError`."""
        ...
