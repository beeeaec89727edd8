"""Whether what somebody wrote is said to one of our pages, and where it then stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preau.channels.models import Answer
from preau.channels.signals import said
from preau.connectors.base import Author, Heard
from preau.federation.models import Reaction, ReactionKind, RemoteActor, RemoteNote
from preau.federation.protocol.notes import Note
from preau.institutions.models import Page
from preau.posts.models import Post

from .incoming import NETWORK, Incoming

NAMED = 20  # addresses that are looked up, of those to whom a note is addressed


@dataclass(frozen=True, slots=True)
class Place:
    """The page that something is said to and, where it stands under one, the post."""

    page: Page
    post: Post | None = None
    quoted: Post | None = None


def hear(incoming: Incoming, note: Note) -> str:
    """Say on what `note` tells one of our pages, for the first time or in other words. "", or why nobody is told."""
    known = incoming.circle.note(note.id)
    if known and known.remote_id != incoming.remote.pk:
        return "it is somebody else’s"
    changed_at = _changed_at(incoming, note)
    if known and changed_at <= known.changed_at:
        return "it was heard already"
    place = Place(known.page, known.post) if known else place_of(incoming, note)
    if place is None or not place.page.is_open:
        return "it is said to none of our pages"
    if not note.html and not note.pictures:
        return "it says nothing"
    is_private = not note.is_public or bool(known and known.is_private)
    kept = known or RemoteNote(uri=note.id, remote=incoming.remote, page=place.page, post=place.post)
    kept.is_private, kept.changed_at = is_private, changed_at
    kept.save()
    incoming.circle.heard(kept)
    if place.quoted and not is_private:
        _count_quote(incoming, note, place.quoted)
    said.send(sender=type(incoming.item), heard=_heard(incoming, note, place, is_private), item=incoming.item)
    return ""


def place_of(incoming: Incoming, note: Note) -> Place | None:
    """Where it stands: under what it answers or quotes, else with the first page that it names.

    What is private is for a page that it names, whatever it answers.
    """
    answered, quoted = _answered(incoming, note), _post_of(incoming, note.quotes)
    named = _pages(incoming, note)
    if not note.is_public:
        if not named:
            return None
        page = answered.page if answered and answered.page in named else named[0]
        post = answered.post if answered and answered.page == page else None
        return Place(page, post)
    if answered:
        return Place(answered.page, answered.post, quoted)
    if quoted:
        return Place(quoted.page, quoted, quoted)
    return Place(named[0]) if named else None


def _answered(incoming: Incoming, note: Note) -> Place | None:
    match incoming.resolve(note.reply_to) if note.reply_to else None:
        case Post() as post:
            return Place(post.page, post)
        case Answer() as answer:
            return Place(answer.channel.page, answer.post)
    if not note.reply_to or note.reply_to.startswith(incoming.circle.origins):
        return None
    parent = incoming.circle.note(note.reply_to)
    return Place(parent.page, parent.post) if parent else None


def _post_of(incoming: Incoming, uri: str) -> Post | None:
    found = incoming.resolve(uri) if uri else None
    return found if isinstance(found, Post) else None


def _pages(incoming: Incoming, note: Note) -> list[Page]:
    found = (incoming.resolve(uri) for uri in note.named[:NAMED])
    return [page for page in found if isinstance(page, Page)]


def _changed_at(incoming: Incoming, note: Note) -> dt.datetime:
    """By its author's clock, which may not run ahead of ours: it would shut out the edits that follow."""
    stated = max((at for at in (note.said_at, note.edited_at) if at), default=incoming.item.received_at)
    return min(stated, incoming.now)


def _count_quote(incoming: Incoming, note: Note, quoted: Post) -> None:
    Reaction.objects.get_or_create(
        uri=note.id, defaults={"post": quoted, "remote": incoming.remote, "kind": ReactionKind.QUOTE}
    )


def _heard(incoming: Incoming, note: Note, place: Place, is_private: bool) -> Heard:
    return Heard(
        network=NETWORK,
        remote_id=note.id,
        author=author_of(incoming.remote),
        page_id=place.page.pk,
        html=note.html,
        said_at=min(note.said_at or incoming.item.received_at, incoming.now),
        language=note.language,
        url=note.url or note.id,
        warning=note.warning,
        post_id=place.post.pk if place.post else None,
        reply_to=note.reply_to,
        is_private=is_private,
        is_quote=place.quoted is not None,
        pictures=note.pictures,
        is_held=incoming.is_held,
    )


def author_of(remote: RemoteActor) -> Author:
    return Author(
        remote_id=remote.uri,
        name=remote.name,
        handle=remote.handle,
        url=remote.url or remote.uri,
        picture=remote.picture,
    )
