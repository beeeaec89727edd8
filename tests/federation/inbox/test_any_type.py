"""Every field may be missing, of any type, a list or an object: nothing is raised, and nothing is half done."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.channels.models import InboundItem
from preau.federation.inbox.handlers import HANDLERS
from preau.federation.inbox.process import process_due
from preau.federation.models import RemoteActor
from preau.federation.protocol.cleaning import cleaned
from preau.federation.protocol.notes import read_note
from preau.posts.models import Post
from tests.conftest import Cast

from .stage import PUBLIC, activity, actor_of, arrive, mention, note, uri_of

WORDS = ["https://ailleurs.test/users/camille", "http://testserver/ap/actors/1", "http://[", "https://é.test/", PUBLIC]
WORDS += [
    "Note",
    "Follow",
    "Like",
    "2026-02-30T00:00:00Z",
    "9999-12-31T23:59:59-12:00",
    "\x00",
    "\ud800",
    "&#0;<p>",
    "",
]
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "href", "x"]), inner),
    max_leaves=8,
)
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def sound(kind: str, by: RemoteActor, cast: Cast, post: Post) -> dict[str, Any]:
    """An activity of `kind` that changes something here."""
    said = note(
        by,
        inReplyTo=uri_of(post),
        tag=[mention(cast.saules), {"type": "Hashtag", "name": "#x"}],
        attachment=[{"type": "Image", "mediaType": "image/png", "url": "https://ailleurs.test/a.png", "name": "Alt"}],
        contentMap={"fr": "<p>Merci !</p>"},
        quote=uri_of(post),
        summary="Avertissement",
        sensitive=True,
        updated="2026-01-02T00:00:00Z",
        url=[{"type": "Link", "mediaType": "text/html", "href": "https://ailleurs.test/1"}],
        oneOf=[{"name": "oui"}],
        name="Titre",
    )
    about: Any = {
        "Follow": actor_of(cast.saules),
        "Block": actor_of(cast.saules),
        "Create": said,
        "Update": said,
        "Delete": {"id": said["id"], "type": "Tombstone"},
        "Flag": [uri_of(post), actor_of(cast.saules)],
        "Move": by.uri,
        "Undo": {"id": f"{by.uri}#x", "type": "Like", "actor": by.uri, "object": uri_of(post)},
    }.get(kind, uri_of(post))
    return activity(by, kind, about, target=by.uri, instrument=said["id"], content="<p>x</p>", to=[PUBLIC], cc="x")


def places(document: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document, but those by which it is known whose it is and what."""
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in pairs:
        place = (*before, key)
        if place not in [("id",), ("type",), ("actor",)]:
            yield place
        if isinstance(value, dict | list):
            yield from places(value, place)


def changed(document: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(document)
    inner: Any = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return made


def nothing_failed() -> None:
    process_due()
    wrong = InboundItem.objects.exclude(state__in=["done", "ignored"]).values_list("kind", "last_error", "payload")
    assert list(wrong) == []


@pytest.mark.parametrize("kind", [*HANDLERS, "Unknown"])
@QUICK
@given(data=st.data())
def test_any_field_may_hold_anything(
    kind: str, camille: RemoteActor, cast: Cast, post: Post, data: st.DataObject
) -> None:
    whole = sound(kind, camille, cast, post)
    place = data.draw(st.sampled_from(list(places(whole))))
    document = changed(whole, place, data.draw(odd))
    arrive(document, camille)
    nothing_failed()


@pytest.mark.parametrize("kind", [*HANDLERS, "Unknown"])
def test_any_field_may_be_missing(kind: str, camille: RemoteActor, cast: Cast, post: Post) -> None:
    whole = sound(kind, camille, cast, post)
    for number, place in enumerate(places(whole)):
        document = copy.deepcopy(whole)
        inner: Any = document
        for key in place[:-1]:
            inner = inner[key]
        del inner[place[-1]]
        document["id"] = f"{camille.uri}#missing-{number}"
        arrive(document, camille)
    nothing_failed()


@QUICK
@given(document=odd, payload=st.none() | st.text(max_size=50))
def test_anything_at_all_may_come(camille: RemoteActor, document: Any, payload: str | None) -> None:
    text = json.dumps(document) if payload is None else payload.replace("\x00", "")
    arrive({}, camille, payload=text.encode(errors="replace").decode(), kind="Create")
    nothing_failed()


def test_what_is_too_deep_is_not_read(camille: RemoteActor) -> None:
    item = arrive({}, camille, payload='{"a":' * 100_000)
    nothing_failed()
    item.refresh_from_db()
    assert item.state == "ignored"


FIELDS = "attributedTo content contentMap inReplyTo summary sensitive url tag attachment to cc quote quoteUrl published"
shapes = st.fixed_dictionaries(
    {"id": st.just("https://a.test/1"), "type": st.just("Note")},
    optional=dict.fromkeys([*FIELDS.split(), "updated", "name", "oneOf"], odd),
)


@settings(max_examples=300, deadline=None)
@given(shapes)
def test_a_note_of_any_shape_is_read(document: dict[str, Any]) -> None:
    found = read_note(document)
    assert found
    assert isinstance(found.html, str)
    assert "\x00" not in found.html
    assert all(isinstance(name, str) for name in (found.author, found.language, found.warning, found.url, found.quotes))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/=\"' abpsvgimgscript&#;\x00\ud800\u202e", max_size=200))
def test_no_html_that_comes_out_can_do_anything(source: str) -> None:
    shown = cleaned(source)
    assert cleaned(shown) == shown
    for word in ("<script", "<img", "<svg", "<style", "\x00", "\u202e"):
        assert word not in shown
