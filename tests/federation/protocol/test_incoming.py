"""Whose an activity is, and what it may speak of: by its form alone, before anything is kept of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.federation.protocol.ids import BadId, checked, host_of, without_fragment
from preau.federation.protocol.incoming import BadActivity, read_activity

CONTEXT = "https://www.w3.org/ns/activitystreams"
A, B, OUR = "https://ailleurs.exemple/users/a", "https://ailleurs.exemple/users/b", "https://ici.exemple/ap/posts/1"
FAR = "https://loin.exemple/notes/1"
NOTE = {"type": "Note", "id": f"{A}/notes/1", "attributedTo": A, "content": "<p>Bonjour</p>"}


def activity(kind: str, object: object, **more: Any) -> dict[str, Any]:
    return {"@context": CONTEXT, "id": f"{A}/{kind}/1", "type": kind, "actor": A, "object": object, **more}


SOUND: dict[str, dict[str, Any]] = {
    "a reply": activity(
        "Create", {**NOTE, "inReplyTo": OUR}, to=[f"{CONTEXT}#Public"], cc="https://ici.exemple/ap/actors/1"
    ),
    "a thing of two authors": activity("Create", {**NOTE, "attributedTo": [{"type": "Person", "id": A}, B]}),
    "an actor given whole": {**activity("Like", OUR), "actor": {"type": "Person", "id": A}},
    "a follow": activity("Follow", "https://ici.exemple/ap/actors/1"),
    "an undone follow, without its id": activity("Undo", {"type": "Follow", "actor": A, "object": OUR}),
    "an undone follow, by its id": activity("Undo", f"{A}/follows/1"),
    "a note deleted": activity("Delete", {"type": "Tombstone", "id": f"{A}/notes/1"}),
    "an actor deleted": activity("Delete", A),
    "an actor changed": activity("Update", {"type": "Person", "id": A, "name": "A"}),
    "a boost": activity("Announce", OUR),
    "a boost, with its kind": activity("Announce", {"type": "Note", "id": OUR}),
    "a report of several": activity("Flag", [OUR, "https://ici.exemple/ap/actors/1"]),
    "a move": activity("Move", A, target=FAR),
    "an acceptance": activity(
        "Accept",
        {
            "type": "Follow",
            "id": "https://ici.exemple/ap/activities/1",
            "actor": "https://ici.exemple/ap/actors/1",
            "object": A,
        },
    ),
    "a kind that nobody knows": activity("Wave", OUR),
    "more contexts": {
        **activity("Like", OUR),
        "@context": [
            CONTEXT,
            "https://w3id.org/security/v1",
            {
                "toot": "http://joinmastodon.org/ns#",
                "id": "@id",
                "type": "@type",
                "content": {"@id": "as:content", "@container": "@language"},
                "@language": "und",
            },
        ],
    },
}


@pytest.mark.parametrize("document", SOUND.values(), ids=SOUND.keys())
def test_what_other_servers_send_is_read(document: dict[str, Any]) -> None:
    found = read_activity(document)
    assert (found.actor, found.kind, found.id) == (A, document["type"], document["id"])


def test_a_farewell_is_a_delete_of_oneself_alone() -> None:
    assert read_activity(activity("Delete", A)).is_farewell
    assert not read_activity(activity("Delete", f"{A}/notes/1")).is_farewell


def local(**terms: object) -> dict[str, Any]:
    return {**activity("Like", OUR), "@context": [CONTEXT, terms]}


REFUSED: dict[str, Any] = {
    "a list": [activity("Like", OUR)],
    "a text": "Like",
    "nothing": None,
    "no id": {**activity("Like", OUR), "id": None},
    "an id that is an object": {**activity("Like", OUR), "id": {"id": A}},
    "an id elsewhere": {**activity("Like", OUR), "id": FAR},
    "no actor": {**activity("Like", OUR), "actor": None},
    "two actors": {**activity("Like", OUR), "actor": [A, B]},
    "no type": {**activity("Like", OUR), "type": None},
    "two types": {**activity("Like", OUR), "type": ["Like", "Delete"]},
    "a type with a colon": {**activity("Like", OUR), "type": "as:Like"},
    "a Create of a name": activity("Create", f"{A}/notes/1"),
    "a Create of two things": activity("Create", [NOTE, NOTE]),
    "a Create of nothing": activity("Create", None),
    "a Create without an id": activity("Create", {"type": "Note", "content": "x"}),
    "a Create of a thing elsewhere": activity("Create", {**NOTE, "id": FAR}),
    "a Create of somebody else's thing": activity("Create", {**NOTE, "attributedTo": B}),
    "a Create by a list without oneself": activity("Create", {**NOTE, "attributedTo": [B]}),
    "an Update of another's note": activity("Update", {**NOTE, "attributedTo": B}),
    "an Update of a note elsewhere": activity("Update", {**NOTE, "id": FAR, "attributedTo": A}),
    "an Update of our post": activity("Update", {"type": "Note", "id": OUR, "content": "x"}),
    "an Update of another actor": activity("Update", {"type": "Person", "id": B, "name": "x"}),
    "an Update of another actor, with several kinds": activity("Update", {"type": [{}, "Person"], "id": B}),
    "an Update of an actor elsewhere": activity("Update", {"type": "Person", "id": FAR, "name": "x"}),
    "a Delete of our post": activity("Delete", OUR),
    "a Delete of a thing elsewhere": activity("Delete", {"type": "Tombstone", "id": FAR}),
    "a Delete of another's note": activity("Delete", {**NOTE, "attributedTo": B}),
    "a Delete of nothing": activity("Delete", None),
    "a Delete of several": activity("Delete", [f"{A}/notes/1", FAR]),
    "an Undo of another's follow": activity("Undo", {"type": "Follow", "actor": B, "object": OUR}),
    "an Undo of nobody's follow": activity("Undo", {"type": "Follow", "object": OUR}),
    "an Undo of a follow elsewhere": activity("Undo", {"type": "Follow", "id": FAR, "actor": A, "object": OUR}),
    "an Undo by a name elsewhere": activity("Undo", FAR),
    "an Undo of nothing": activity("Undo", None),
    "an Announce of a forged object": activity("Announce", {"type": "Note", "id": OUR, "content": "forged"}),
    "an Announce of words without an id": activity("Announce", {"type": "Note", "content": "forged"}),
    "an Announce of several": activity("Announce", [OUR, FAR]),
    "a Like of nothing": activity("Like", None),
    "a Follow of a number": activity("Follow", 7),
    "a Move of another": activity("Move", B, target=FAR),
    "a Move to nowhere": activity("Move", A),
    "a recipient that is an object": activity("Like", OUR, to=[{"id": A}]),
    "recipients by the thousand": activity("Like", OUR, cc=[A] * 3_000),
    "a recipient that is a number": activity("Like", OUR, bto=7),
    "no context": {n: v for n, v in activity("Like", OUR).items() if n != "@context"},
    "another context": {**activity("Like", OUR), "@context": "https://schema.org/"},
    "a context of contexts": {**activity("Like", OUR), "@context": [CONTEXT, [CONTEXT]]},
    "a hundred contexts": {**activity("Like", OUR), "@context": [CONTEXT] * 100},
    "the words of JSON-LD": {"@context": CONTEXT, "@id": f"{A}/likes/1", "@type": "Like", "actor": A, "object": OUR},
    "a graph": {**activity("Like", OUR), "@graph": [activity("Delete", OUR)]},
    "another actor by context": local(actor="https://loin.exemple/ns#nobody", author="as:actor"),
    "another object by context": local(object={"@id": "as:target"}),
    "another id by context": local(id="as:name"),
    "a word undone by context": local(actor=None),
    "another base by context": local(**{"@base": "https://loin.exemple/"}),
    "an imported context": local(**{"@import": "https://loin.exemple/c"}),
    "another prefix by context": local(**{"as": "https://loin.exemple/ns#"}),
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED.keys())
def test_what_speaks_for_others_is_refused_by_name(document: object) -> None:
    with pytest.raises(BadActivity):
        read_activity(document)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from([A, B, OUR, FAR]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "actor", "object", "attributedTo", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from(["@context", "id", "type", "actor", "object", "to", "cc", "target", "attributedTo"])


@given(st.sampled_from(list(SOUND)), st.dictionaries(fields, anything, max_size=3))
def test_wrong_types_in_any_field_are_read_or_refused_by_name(name: str, wrong: dict[str, Any]) -> None:
    try:
        found = read_activity({**SOUND[name], **wrong})
    except BadActivity:
        return
    assert host_of(found.id) == host_of(found.actor)


# --- Ids -------------------------------------------------------------------------------------------------------------

IDS = {
    "https://ailleurs.exemple": "ailleurs.exemple",
    "https://ailleurs.exemple:443/users/a": "ailleurs.exemple",
    "https://ailleurs.exemple:8443/users/a": "ailleurs.exemple:8443",
    "http://127.0.0.1:8000/users/a#main-key": "127.0.0.1:8000",
    "https://xn--xemple-9ua.exemple/@a?page=1": "xn--xemple-9ua.exemple",
    "https://ailleurs.exemple/users/%C3%A9#a/b?c": "ailleurs.exemple",
    "http://[::1]:80/a": "[::1]",
}


@pytest.mark.parametrize(("uri", "host"), IDS.items())
def test_the_host_of_an_id_is_its_servers(uri: str, host: str) -> None:
    assert checked(uri) == uri
    assert host_of(uri) == host
    assert "#" not in without_fragment(uri)


NOT_IDS = {
    "a scheme of its own": "ftp://ailleurs.exemple/a",
    "a script": "javascript:alert(1)",
    "an account": "acct:a@ailleurs.exemple",
    "no scheme": "//ailleurs.exemple/a",
    "upper case": "https://Ailleurs.exemple/a",
    "an upper-case scheme": "HTTPS://ailleurs.exemple/a",
    "a name before the host": "https://ailleurs.exemple@loin.exemple/a",
    "a host that is not ASCII": "https://аilleurs.exemple/a",
    "an encoded host": "https://ailleurs%2eexemple/a",
    "a backslash": "https://ailleurs.exemple\\@loin.exemple/a",
    "a space": "https://ailleurs.exemple/a b",
    "a line break": "https://ailleurs.exemple/a\n",
    "a tab": "https://ailleurs.exemple/\ta",
    "a letter that must be encoded": "https://ailleurs.exemple/é",
    "half an encoded letter": "https://ailleurs.exemple/%4",
    "dots that climb": "https://ailleurs.exemple/users/../admin",
    "encoded dots that climb": "https://ailleurs.exemple/users/%2E%2e/admin",
    "dots that stay": "https://ailleurs.exemple/./a",
    "a port of its own": "https://ailleurs.exemple:99999/a",
    "a port of zero": "https://ailleurs.exemple:080/a",
    "an empty port": "https://ailleurs.exemple:/a",
    "no host": "https:///a",
    "a dot at the end of the host": "https://ailleurs.exemple./a",
    "two fragments": "https://ailleurs.exemple/a#b#c",
    "too long": "https://ailleurs.exemple/" + "a" * 500,
    "nothing": "",
    "none": None,
    "a list": ["https://ailleurs.exemple/a"],
}


@pytest.mark.parametrize("value", NOT_IDS.values(), ids=NOT_IDS.keys())
def test_what_can_be_written_in_two_ways_is_no_id(value: object) -> None:
    with pytest.raises(BadId):
        checked(value)
