"""The contract between Préau and a network, hosted here or elsewhere.

NetworkError
├── Refused          for good: the network said no, with its reason
├── TryLater         for now: with the moment to try again
├── Reconnect        credentials: a person has to sign in to the network again
└── OutcomeUnknown   the network may have accepted it: never send again without asking
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


class NetworkError(Exception):
    """Why something did not go out, in words that a communications officer understands."""


class Refused(NetworkError):
    """Refused for good."""


class TryLater(NetworkError):
    """Not now: `at` is the moment to try again, or None to let the caller's backoff decide."""

    def __init__(self, message: str, at: dt.datetime | None = None) -> None:
        super().__init__(message)
        self.at = at


class Reconnect(NetworkError):
    """The network no longer accepts our credentials."""


class OutcomeUnknown(NetworkError):
    """The network may have accepted it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A post for one channel, in plain values. `delivery_id` is the same at each attempt: the key against doubles."""

    delivery_id: int
    post_id: int
    channel_id: int
    url: str  # the permalink
    title: str = ""
    text: str = ""
    html: str = ""
    language: str = "fr"
    is_alert: bool = False
    pictures: tuple[tuple[str, str], ...] = field(default=())  # (address, alternative text)


@dataclass(frozen=True, slots=True)
class OutgoingAnswer:
    """What a page answers somebody on a network. `answer_id` is the same at each attempt: the key against doubles."""

    answer_id: int
    channel_id: int
    reply_to: str  # the network's id of what is answered
    author: str  # the network's id of whoever is answered
    text: str
    html: str
    language: str = "fr"
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody on a network, as they present themselves: nothing of it is proven but `remote_id`."""

    remote_id: str
    name: str
    handle: str  # "@somebody@their.host", made safe to show
    url: str = ""
    picture: str = ""  # the address of their portrait on their own host: never shown to a browser as it is


@dataclass(frozen=True, slots=True)
class HeardPicture:
    """A picture of a message, where its host keeps it. Visitors get our own copy."""

    address: str
    alt: str = ""
    media_type: str = ""


# The `warning` of what its author only marked as sensitive: a msgid, translated where it is shown.
SENSITIVE = "Contenu sensible"


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody said on a network, to one of our pages: plain values, its HTML cleaned."""

    network: str
    remote_id: str
    author: Author
    page_id: int
    html: str
    said_at: dt.datetime
    language: str = ""
    url: str = ""
    warning: str = ""  # what the author put in front of it
    post_id: int | None = None  # the post of ours under which it stands
    reply_to: str = ""  # the network's id of what it answers
    reply_network: str = ""  # where that was said, if not on `network`: on our pages all networks stand in one thread
    is_private: bool = False
    is_quote: bool = False
    pictures: tuple[HeardPicture, ...] = ()
    is_held: bool = False  # shown once a moderator has seen it
    held_for: str = "server"  # why: it comes from a limited server, unless another reason is given
    visitor_id: int | None = None  # of who speaks on our own pages


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network answered. `is_done` is False while a hosted network still works through its own rows."""

    remote_id: str = ""
    remote_url: str = ""
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a hosted network is with one delivery, in people."""

    waiting: int = 0
    delivered: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.delivered + self.failed + self.unknown


class Network(Protocol):
    """Any network: what it can do is said by which of the protocols below it has too.

    `repeats_safely`: sending the same `delivery_id` or `answer_id` again continues where it stopped. Where it is False,
    what was cut short has an unknown outcome, and a person decides.
    """

    name: str
    repeats_safely: bool


@runtime_checkable
class Publisher(Network, Protocol):
    """A network that can be published to."""

    def publish(self, outgoing: Outgoing) -> Receipt:
        """Send it, once. Raises a `NetworkError`."""
        ...


@runtime_checkable
class Replier(Protocol):
    """A network on which a page can answer what was said to it."""

    def reply(self, answer: OutgoingAnswer) -> Receipt:
        """Send the answer, once. Raises a `NetworkError`."""
        ...

    def take_back(self, answer_id: int) -> None:
        """Ask the network to forget an answer that went out."""
        ...


@runtime_checkable
class Hosted(Protocol):
    """A network that Préau hosts itself: one delivery is many people, each with a row of their own."""

    def progress(self, delivery_ids: Iterable[int]) -> dict[int, Progress]:
        """How far each delivery is; those without any row are left out."""
        ...

    def retry(self, delivery_id: int) -> None:
        """Try again the people for whom it failed for good, but for addresses that do not exist."""
        ...

    def resolve(self, delivery_id: int, *, resend: bool) -> None:
        """A person's decision on the uncertain ones: send them again, or hold them for received."""
        ...

    def cancel(self, delivery_id: int) -> None:
        """What has not gone out stays here."""
        ...
