"""The contract between Préau and a network, hosted here or elsewhere.

NetworkError
├── Refused          for good: the network said no, with its reason
├── TryLater         for now: with the moment to try again
├── Reconnect        credentials: a person has to sign in to the network again
└── OutcomeUnknown   the network may have accepted it: never send again without asking
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol


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
class Receipt:
    """What the network answered. `is_done` is False while a hosted network still works through its own rows."""

    remote_id: str = ""
    remote_url: str = ""
    is_done: bool = True


class Publisher(Protocol):
    """A network that can be published to."""

    name: str

    def publish(self, outgoing: Outgoing) -> Receipt:
        """Send it, once. Raises a `NetworkError`."""
        ...
