"""Attempts with one request, by somebody whose own server answers for them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preau.channels.models import InboundItem
from preau.federation.models import Host, Policy
from tests.conftest import Cast
from tests.federation.protocol.keys import rsa_key

from .stage import CONTEXT, HERE, INBOX, Answered, Caller, Peer, Person, traces


@dataclass
class Scene:
    """Mallory has a server of her own, and an account beside Camille's on another."""

    caller: Caller
    mallory: Person
    camille: Person
    neighbour: Person
    here: Cast

    @property
    def our_post(self) -> str:
        return f"{HERE}/ap/posts/1"


@pytest.fixture
def scene(caller: Caller, peer: Peer, far: Peer, here: Cast) -> Scene:
    return Scene(caller, far.person("mallory"), peer.person("camille"), peer.person("neighbour"), here)


Attempt = Callable[[Scene], Answered]


def by_mallory(kind: str, thing: Callable[[Scene], object], **more: Any) -> Attempt:
    return lambda s: s.caller.post(s.mallory, s.mallory.activity(kind, thing(s), **more))


def changed(**then: str) -> Attempt:
    return lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), then={n.replace("_", "-"): v for n, v in then.items()}
    )


def raw(body: bytes) -> Attempt:
    return lambda s: s.caller.post(s.mallory, None, body=body)


def with_field(name: str, value: object) -> Attempt:
    return lambda s: s.caller.post(s.mallory, {**s.mallory.activity(), name: value})


def environ(**more: Any) -> Attempt:
    return lambda s: s.caller.post(s.mallory, s.mallory.activity(), **more)


WHO: dict[str, Attempt] = {
    "unsigned": changed(Signature=""),
    "a wrong key": lambda s: s.caller.post(s.mallory, s.mallory.activity(), key=rsa_key("wrong")),
    "a wrong key by the RFC": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), key=rsa_key("wrong"), how="rfc9421"
    ),
    "in another's name, with one's own key": lambda s: s.caller.post(s.mallory, s.camille.activity()),
    "in another's name, naming their key": lambda s: s.caller.post(
        s.mallory, s.camille.activity(), key_id=s.camille.key_id
    ),
    "in a neighbour's name": lambda s: s.caller.post(s.neighbour, s.camille.activity()),
    "another's key for one's own name": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), key_id=s.camille.key_id
    ),
    "signed for another inbox": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), to=f"{HERE}/ap/actors/{s.here.saules.pk}/inbox"
    ),
    "signed for another server": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), url="https://autre.exemple/ap/inbox", to=INBOX
    ),
    "signed for another server, by the RFC": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), url="https://autre.exemple/ap/inbox", to=INBOX, how="rfc9421"
    ),
    "sent to another name of this house": changed(Host="autre.exemple"),
    "sent to a name with a port": changed(Host="testserver:8080"),
    "sent to no name": changed(Host=""),
    "another name between the lines": changed(X_Forwarded_Host="autre.exemple", Host="autre.exemple"),
    "no digest": changed(Digest=""),
    "another's digest": changed(Digest="SHA-256=" + "A" * 43 + "="),
    "uncovered headers": lambda s: s.caller.post(
        s.mallory,
        s.mallory.activity(),
        then={"Signature": f'keyId="{s.mallory.key_id}",headers="host",signature="AA=="'},
    ),
    "a stale date": changed(Date="Wed, 25 Nov 2020 12:00:00 GMT"),
    "a date to come": changed(Date="Wed, 25 Nov 2099 12:00:00 GMT"),
    "two signatures": lambda s: twice(s),
    "a key that is no address": lambda s: s.caller.post(s.mallory, s.mallory.activity(), key_id="acct:mallory@exemple"),
    "a key of a host in upper case": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), key_id=s.mallory.key_id.replace("http", "HTTP")
    ),
    "a key on a file": lambda s: s.caller.post(s.mallory, s.mallory.activity(), key_id="file:///etc/passwd"),
    "a key behind a password": lambda s: s.caller.post(
        s.mallory, s.mallory.activity(), key_id=s.mallory.key_id.replace("://", "://a:b@")
    ),
    "a key of ours": lambda s: s.caller.post(
        s.mallory, {**s.mallory.activity(), "actor": f"{HERE}/ap/actors/1"}, key_id=f"{HERE}/ap/actors/1#main-key"
    ),
}


def twice(scene: Scene) -> Answered:
    seen: dict[str, str] = {}
    scene.caller.door = _spy(scene.caller.door, seen)
    scene.caller.post(scene.mallory, [])
    return scene.caller.post(scene.mallory, scene.mallory.activity(), then={"Signature": f"{seen['it']},{seen['it']}"})


def _spy(door: Any, seen: dict[str, str]) -> Any:
    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        seen["it"] = environ["HTTP_SIGNATURE"]
        return door(environ, start_response)

    return answer


WHAT: dict[str, Attempt] = {
    "a Delete of another's post": by_mallory("Delete", lambda s: f"{s.camille.uri}/notes/1"),
    "a Delete of our post": by_mallory("Delete", lambda s: s.our_post),
    "a Delete of another": by_mallory("Delete", lambda s: s.camille.uri),
    "a Delete of a page": by_mallory("Delete", lambda s: {"type": "Tombstone", "id": f"{HERE}/ap/actors/1"}),
    "an Update of another's actor": by_mallory("Update", lambda s: s.camille.document),
    "an Update of a neighbour": lambda s: s.caller.post(
        s.neighbour, s.neighbour.activity("Update", s.camille.document)
    ),
    "an Update of another's note": by_mallory("Update", lambda s: s.camille.note()),
    "an Update of a neighbour's note": lambda s: s.caller.post(
        s.neighbour, s.neighbour.activity("Update", s.camille.note())
    ),
    "an Undo of another's follow": by_mallory("Undo", lambda s: s.camille.activity("Follow", f"{HERE}/ap/actors/1")),
    "an Undo of a neighbour's follow": lambda s: s.caller.post(
        s.neighbour, s.neighbour.activity("Undo", s.camille.activity("Follow", f"{HERE}/ap/actors/1"))
    ),
    "an Undo of nobody's follow": by_mallory("Undo", lambda s: {"type": "Follow", "object": f"{HERE}/ap/actors/1"}),
    "an Announce of a forged object": by_mallory("Announce", lambda s: s.camille.note(content="forged")),
    "an Announce of our words, changed": by_mallory("Announce", lambda s: {"id": s.our_post, "content": "forged"}),
    "a Create in another's name": by_mallory("Create", lambda s: s.camille.note()),
    "a Create of one's own, by another": by_mallory("Create", lambda s: s.mallory.note(attributedTo=s.camille.uri)),
    "a Create of an id on a foreign host": by_mallory(
        "Create", lambda s: s.mallory.note(id=f"{s.camille.uri}/notes/9")
    ),
    "a Create of an id of ours": by_mallory("Create", lambda s: s.mallory.note(id=s.our_post)),
    "a Move of another": by_mallory("Move", lambda s: s.camille.uri, target="https://autre.exemple/users/m"),
    "an id on a foreign host": lambda s: s.caller.post(
        s.mallory, {**s.mallory.activity(), "id": f"{s.camille.uri}/likes/1"}
    ),
    "an id of ours": lambda s: s.caller.post(s.mallory, {**s.mallory.activity(), "id": f"{HERE}/ap/activities/1"}),
    "an id whose host is in upper case": with_field("id", "HTTP://127.0.0.1/1"),
    "an id of other letters": with_field("id", "https://аilleurs.exemple/1"),
    "an id with an encoded host": with_field("id", "https://ailleurs%2Eexemple/1"),
    "an id that climbs": lambda s: s.caller.post(
        s.mallory, {**s.mallory.activity(), "id": f"{s.mallory.uri}/../camille/1"}
    ),
    "no id": with_field("id", None),
    "two actors": lambda s: s.caller.post(s.mallory, {**s.mallory.activity(), "actor": [s.mallory.uri, s.camille.uri]}),
    "two types": with_field("type", ["Like", "Delete"]),
    "a context that gives actor another meaning": with_field(
        "@context", [CONTEXT, {"actor": "as:name", "author": {"@id": "as:actor", "@type": "@id"}}]
    ),
    "a context that gives object another meaning": with_field("@context", [CONTEXT, {"object": "as:target"}]),
    "no context": with_field("@context", None),
    "a graph": with_field("@graph", [{"type": "Delete"}]),
    "the words of JSON-LD": with_field("@type", "Delete"),
    "a context of ten thousand": with_field("@context", [CONTEXT] * 10_000),
    "a name twice": lambda s: raw(
        json.dumps(s.mallory.activity()).replace('"type"', '"actor": "x", "type"', 1).encode()
    )(s),
    "ten thousand levels": raw(b'{"object":' * 10_000 + b"1" + b"}" * 10_000),
    "a million open brackets": raw(b"[" * 999_999),
    "NaN": raw(b'{"id": NaN}'),
    "half a character": raw(b'{"id": "\\ud800"}'),
    "no JSON": raw(b"type=Like&actor=x"),
    "nothing": raw(b" "),
    "a list of activities": lambda s: s.caller.post(s.mallory, [s.mallory.activity()]),
    "a text": lambda s: s.caller.post(s.mallory, "Like"),
    "UTF-16": lambda s: raw(json.dumps(s.mallory.activity()).encode("utf-16"))(s),
    "10 MB": raw(b" " * 10_000_000),
    "10 MB, without saying so": lambda s: s.caller.post(s.mallory, None, body=b" " * 10_000_000, CONTENT_LENGTH=""),
    "a length that is no number": environ(CONTENT_LENGTH="-1"),
    "a length of other digits": environ(CONTENT_LENGTH="\u0663"),
    "a length beyond all": environ(CONTENT_LENGTH="9" * 5_000),
    "less than was announced": environ(CONTENT_LENGTH="50"),
    "no length, to a server that can't tell": environ(CONTENT_LENGTH="", **{"wsgi.input_terminated": False}),
    "another type of content": environ(CONTENT_TYPE="text/html"),
    "a form": environ(CONTENT_TYPE="application/x-www-form-urlencoded"),
    "no type of content": environ(CONTENT_TYPE=""),
    "a compressed body": changed(Content_Encoding="gzip"),
    "to no page": lambda s: s.caller.post(s.mallory, s.mallory.activity(), url=f"{HERE}/ap/actors/999999/inbox"),
    "a query added to the address": lambda s: s.caller.post(s.mallory, s.mallory.activity(), to=f"{INBOX}?x=1"),
}
KEY_PATHS = {"/users/mallory", "/users/camille", "/users/neighbour"}


@pytest.mark.parametrize("attempt", [*WHO.values(), *WHAT.values()], ids=[*WHO, *WHAT])
def test_an_attempt_leaves_nothing(scene: Scene, attempt: Attempt) -> None:
    answered = attempt(scene)
    assert 400 <= answered.status < 500
    assert re.fullmatch(r"[^\n]{5,200}", answered.reason)
    assert traces() == {}
    assert {*scene.mallory.peer.paths, *scene.camille.peer.paths} <= KEY_PATHS


@pytest.mark.parametrize("attempt", WHO.values(), ids=WHO)
def test_who_it_is_from_is_refused_as_such(scene: Scene, attempt: Attempt) -> None:
    assert attempt(scene).status in (400, 401)


def test_an_attempt_with_a_known_key_leaves_what_was_there(scene: Scene) -> None:
    scene.caller.post(scene.camille, scene.camille.activity())
    before = traces()
    for attempt in WHO.values():
        attempt(scene)
    assert traces() == before


def test_a_reply_is_not_changed_by_who_sends_it_again(scene: Scene) -> None:
    document = scene.camille.activity()
    scene.caller.post(scene.camille, document)
    scene.caller.post(scene.neighbour, {**document, "actor": scene.neighbour.uri})
    assert InboundItem.objects.get().sender == scene.camille.uri


def test_a_blocked_server_is_not_even_asked(scene: Scene) -> None:
    Host.objects.create(name=scene.mallory.peer.host, policy=Policy.BLOCKED)
    assert scene.caller.post(scene.mallory, scene.mallory.activity()).status == 403
    assert scene.mallory.peer.asked == []
    assert set(traces()) == {"Host"}


def test_in_production_only_https_keys_are_asked_for(scene: Scene, settings: Any) -> None:
    settings.ALLOW_LOOPBACK = False
    assert scene.caller.post(scene.mallory, scene.mallory.activity()).status == 401
    assert scene.mallory.peer.asked == []


# --- Wrong types in every field --------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8) | st.just(INBOX),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "actor", "object", "url", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = ["@context", "id", "type", "actor", "object", "to", "cc", "bto", "bcc", "audience", "target", "published"]
FIELDS += ["signature", "instrument", "content", "attributedTo", "inReplyTo", "tag"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    field=st.sampled_from(FIELDS),
    value=anything,
    kind=st.sampled_from(["Create", "Update", "Undo", "Delete", "Follow"]),
)
def test_wrong_types_are_refused_or_kept_under_a_sound_name(scene: Scene, field: str, value: object, kind: str) -> None:
    InboundItem.objects.all().delete()
    mallory = scene.mallory
    answered = scene.caller.post(mallory, {**mallory.activity(kind, mallory.note()), field: value})
    kept = InboundItem.objects.first()
    assert answered.status in ((202,) if kept else (400, 401))
    if kept:
        assert kept.sender == mallory.uri
        assert kept.remote_id.startswith(mallory.peer.origin)
