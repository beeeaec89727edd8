"""The addresses by which other servers know what is ours: made of an origin and a number, so that they never change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

KEY = "#main-key"
Kind = Literal["actor", "instance", "post", "create", "answer", "activity", "followers"]

_NUMBER = r"([1-9]\d{0,17})"
_UID = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_PATHS: dict[Kind, re.Pattern[str]] = {
    "actor": re.compile(f"/ap/actors/{_NUMBER}(?:{KEY})?", re.ASCII),
    "instance": re.compile(f"/ap/actor()(?:{KEY})?", re.ASCII),
    "post": re.compile(f"/ap/posts/{_NUMBER}", re.ASCII),
    "create": re.compile(f"/ap/posts/{_NUMBER}/activity", re.ASCII),
    "answer": re.compile(f"/ap/answers/{_NUMBER}", re.ASCII),
    "activity": re.compile(f"/ap/activities/{_UID}", re.ASCII),
    "followers": re.compile(f"/ap/actors/{_NUMBER}/followers", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Local:
    """What an address of ours names. `key`: a page's number, a post's, an answer's, the uid of an activity."""

    kind: Kind
    key: str


def parse_local(origin: str, uri: str) -> Local | None:
    """What `uri` names of `origin`, else None. Strict: no other spelling of an address than ours, no query.

    >>> parse_local("https://ecoles.exemple", "https://ecoles.exemple/ap/posts/12")
    Local(kind='post', key='12')
    """
    if not uri.startswith(f"{origin}/ap/"):
        return None
    path = uri[len(origin) :]
    for kind, pattern in _PATHS.items():
        found = pattern.fullmatch(path)
        if found:
            return Local(kind, found[1])
    return None


def instance_actor_uri(origin: str) -> str:
    """The domain's own actor, which signs what no page asks for."""
    return f"{origin}/ap/actor"


def shared_inbox_uri(origin: str) -> str:
    return f"{origin}/ap/inbox"


def actor_uri(origin: str, page_id: int) -> str:
    return f"{origin}/ap/actors/{page_id}"


def key_id(actor: str) -> str:
    """The key of the actor at the address `actor`."""
    return actor + KEY


def inbox_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/inbox"


def outbox_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/outbox"


def followers_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/followers"


def following_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/following"


def featured_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/featured"


def tags_uri(origin: str, page_id: int) -> str:
    return f"{actor_uri(origin, page_id)}/tags"


def post_uri(origin: str, post_id: int) -> str:
    return f"{origin}/ap/posts/{post_id}"


def create_uri(origin: str, post_id: int) -> str:
    """The activity that published a post."""
    return f"{post_uri(origin, post_id)}/activity"


def replies_uri(origin: str, post_id: int) -> str:
    return f"{post_uri(origin, post_id)}/replies"


def answer_uri(origin: str, answer_id: int) -> str:
    return f"{origin}/ap/answers/{answer_id}"


def activity_uri(origin: str, uid: object) -> str:
    """`uid`: that of the `Activity`, a UUID."""
    return f"{origin}/ap/activities/{uid}"


def quote_uri(origin: str, reaction_id: int) -> str:
    """What allows a quote of a post of ours (FEP-044f)."""
    return f"{origin}/ap/quotes/{reaction_id}"
