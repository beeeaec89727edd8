"""What an activity must be before anything is kept of it: whose it is, and that it speaks only of what is theirs.

A document is plain JSON here: nothing of JSON-LD is interpreted, so a context that would give another meaning to a word
is refused instead (`meanings.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from preau.kernel.errors import PreauError

from .ids import BadId, checked, host_of, id_of, without_fragment
from .meanings import check_context

_KIND = re.compile(r"[A-Za-z]{1,40}")
ACTORS = frozenset({"Person", "Group", "Organization", "Service", "Application"})
MOST_RECIPIENTS = 2_000

Document = Mapping[str, Any]


class BadActivity(PreauError):
    """The activity is not sound: one line, that its sender's administrator understands."""


@dataclass(frozen=True)
class Incoming:
    """An activity whose form is sound. That `actor` sent it is for its signature to prove."""

    id: str
    kind: str
    actor: str
    object_id: str  # "" where it has several, or one without an id
    document: Document

    @property
    def is_farewell(self) -> bool:
        """Whether somebody says that they are gone: their key may be gone too."""
        return self.kind == "Delete" and self.object_id == self.actor


def read_activity(document: object) -> Incoming:
    """An activity, of whatever kind. Raises BadActivity."""
    if not isinstance(document, dict):
        raise BadActivity("an activity is a JSON object")
    try:
        return _read(document)
    except BadId as error:
        raise BadActivity(str(error)) from error


def _read(document: dict[str, Any]) -> Incoming:
    check_context(document, BadActivity)
    uid, actor = checked(document.get("id")), id_of(document.get("actor"))
    kind = document.get("type")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise BadActivity("an activity has one type, a word")
    host = host_of(actor)
    if host_of(uid) != host:
        raise BadActivity("the activity's id is on another server than its actor")
    for name in ("to", "cc", "bto", "bcc", "audience"):
        _check_recipients(name, document.get(name))
    found = Incoming(uid, kind, actor, _object_id(document.get("object")), document)
    for rule in (_own_things_only, *RULES.get(kind, ())):
        rule(found, host)
    return found


def _object_id(value: object) -> str:
    if isinstance(value, dict) and value.get("id") is None:
        return ""  # a thing of the moment: an Undo may repeat what it undoes without its id
    return "" if value is None or isinstance(value, list) else id_of(value)


def _check_recipients(name: str, value: object) -> None:
    items = value if isinstance(value, list) else [] if value is None else [value]
    if len(items) > MOST_RECIPIENTS or not all(isinstance(item, str) for item in items):
        raise BadActivity(f"{name!r} must be an address or a list of addresses")


# --- What each kind may speak of -------------------------------------------------------------------------------------


def _own_things_only(activity: Incoming, host: str) -> None:
    """A thing that stands inside an activity is believed, so it must be of the sender's own server."""
    thing = activity.document.get("object")
    for item in thing if isinstance(thing, list) else [thing]:
        if isinstance(item, dict) and set(item) - {"id", "type"} and activity.kind in SPEAKS_FOR:
            _refuse_elsewhere(item.get("id"), host)
            _check_owner(item, activity.actor)


def _check_owner(thing: Document, actor: str) -> None:
    """Whoever the thing says it is by is who sends it."""
    for name in ("actor", "attributedTo"):
        given = thing.get(name)
        owners = given if isinstance(given, list) else [] if given is None else [given]
        if owners and actor not in [id_of(owner) for owner in owners]:
            raise BadActivity(f"the object's {name!r} is somebody else")


def _refuse_elsewhere(uid: object, host: str) -> None:
    if uid is not None and host_of(uid) != host:
        raise BadActivity("the object is of another server than its sender")


def _object_is_own(activity: Incoming, host: str) -> None:
    if not activity.object_id:
        raise BadActivity(f"a {activity.kind} needs an object with an id")
    _refuse_elsewhere(activity.object_id, host)


def _needs_object(activity: Incoming, host: str) -> None:
    if not activity.document.get("object"):
        raise BadActivity(f"a {activity.kind} needs an object")


def _needs_whole_object(activity: Incoming, host: str) -> None:
    if not isinstance(activity.document.get("object"), dict):
        raise BadActivity(f"a {activity.kind} must hold its object whole")
    _object_is_own(activity, host)


def _actors_only_themselves(activity: Incoming, host: str) -> None:
    kind = activity.document["object"].get("type")
    kinds = [word for word in (kind if isinstance(kind, list) else [kind]) if isinstance(word, str)]
    if ACTORS & set(kinds) and without_fragment(activity.object_id) != activity.actor:
        raise BadActivity("an actor can only change itself")


def _undoes_own(activity: Incoming, host: str) -> None:
    thing = activity.document.get("object")
    if isinstance(thing, dict):
        if thing.get("actor") is None:
            raise BadActivity("what is undone must say whose it was")
        _check_owner(thing, activity.actor)
        _refuse_elsewhere(thing.get("id"), host)
    else:
        _object_is_own(activity, host)


def _named_only(activity: Incoming, host: str) -> None:
    """What is boosted is named. A copy of somebody else's words proves nothing."""
    thing = activity.document.get("object")
    if isinstance(thing, dict) and set(thing) - {"id", "type"}:
        _refuse_elsewhere(thing.get("id"), host)
    if not activity.object_id:
        raise BadActivity(f"a {activity.kind} needs an object with an id")


def _moves_itself(activity: Incoming, host: str) -> None:
    if activity.object_id != activity.actor:
        raise BadActivity("an actor can only move itself")
    id_of(activity.document.get("target"))


Rule = Callable[[Incoming, str], None]
SPEAKS_FOR = frozenset({"Create", "Update", "Delete", "Add", "Remove"})
RULES: dict[str, tuple[Rule, ...]] = {
    "Create": (_needs_whole_object,),
    "Update": (_needs_whole_object, _actors_only_themselves),
    "Delete": (_object_is_own,),
    "Undo": (_needs_object, _undoes_own),
    "Announce": (_named_only,),
    "Like": (_named_only,),
    "Dislike": (_named_only,),
    "EmojiReact": (_named_only,),
    "Follow": (_named_only,),
    "Block": (_named_only,),
    "QuoteRequest": (_named_only,),
    "Accept": (_needs_object,),
    "Reject": (_needs_object,),
    "Flag": (_needs_object,),
    "Move": (_moves_itself,),
}
