"""Garbage at every door: whatever is sent, nobody gets a 500, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .test_access_walk import ADDRESSES, Address, ask, client_of, network, place_of

__all__ = ["network"]

GARBAGE = {
    "nul": "a\x00b",
    "huge": "9" * 5000,
    "beyond 64 bits": "99999999999999999999999",
    "negative": "-1",
    "digits of elsewhere": "٣²",
    "overrides": "\u202eabc\u2066\ufeff\u2028\U0001f468\u200d",
    "markup": "<script>alert(1)</script>'\"--%s{{7*7}}",
    "line breaks": "a\r\nBcc: x@exemple.test\r\n\r\nb",
    "climbing": "../../../../etc/passwd",
    "broken": "%ff%fe%00%zz",
    "long": "é" * 12_000,  # in every field at once: still less than what Django refuses whole
}
UNKNOWN_FORMAT = 501  # what oEmbed answers for a format that is not JSON
ROOT = Path(__file__).parents[2] / "preau"
READ = re.compile(r"""(?:GET|POST|FILES)\.get(?:list)?\(\s*"(\w+)\"""")
DECLARED = re.compile(r"^ {4}(\w+) = (?:forms\.)?\w+Field\(", re.MULTILINE)


@cache
def parameters(room: str) -> list[str]:
    """The names of all that the views of a room read and its forms declare, found in their own code; those that are
    read by what all rooms share; and those of the sign-in library."""
    paths = [path for name in (room, "ui", "posts/selectors") for path in (ROOT / name).rglob("*.py")]
    source = "\n".join(path.read_text() for path in paths if "migrations" not in path.parts)
    found = {*READ.findall(source), *DECLARED.findall(source)}
    rows = {f"{prefix}-0-{name}" for prefix in ("links", "fields") for name in ("label", "url", "value")}
    counts = {f"{prefix}-{name}_FORMS" for prefix in ("links", "fields") for name in ("TOTAL", "INITIAL")}
    theirs = {"login", "password", "code", "next"}  # of the sign-in library
    return sorted({*found, *rows, *counts, *theirs, "q", "avant", "has_cascade", "has_also_for", "alt_fr_1"})


def names_of(address: Address) -> list[str]:
    """What is sent to an address: no other room reads it."""
    module = address.callback.__module__
    return parameters(module.split(".")[1] if module.startswith("preau.") else "users")


FREE = {"handle", "token", "key", "name", "path", "hashtag", "uidb36"}


def answers(network: Any, who: str | None, address: Address, garbage: str) -> list[tuple[str, Any]]:
    client = client_of(network[who] if who else None)
    place = place_of(address, network.walk)
    short, names = garbage[:400], names_of(address)
    query = "&".join(f"{name}={quote(short)}" for name in names)
    sent = dict.fromkeys(names, garbage)
    places = [f"{place}?{query}&{query[:2000]}"]
    for name in FREE & set(address.arguments):
        spoiled = {**network.walk, name: quote(short)}
        places.append(place_of(address, spoiled))
    seen = [(f"get {each[:60]}", ask(client, "get", each)) for each in places]
    seen.append((f"post {place}", ask(client, "post", place, data=sent)))
    return seen


def test_the_walk_knows_what_is_read() -> None:
    assert {"cascade", "also_for", "tab", "version"} <= set(parameters("posts"))
    assert {"email", "pages", "frequency"} <= set(parameters("subscriptions"))
    assert {"message", "version", "reason", "until", "labels"} <= set(parameters("conversations"))


@pytest.mark.parametrize("room", ["posts", "conversations", "listening", "guide", "institutions", "users"])
def test_no_garbage_is_refused_whole(room: str, settings: Any) -> None:
    assert len(parameters(room)) * len(GARBAGE["long"].encode()) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize("kind", GARBAGE)
@pytest.mark.parametrize("who", [None, "superuser"], ids=str)
def test_no_garbage_breaks_an_address(network: Any, who: str | None, kind: str) -> None:
    faults = []
    for address in ADDRESSES:
        for what, answer in answers(network, who, address, GARBAGE[kind]):
            if answer.status_code >= 500 and answer.status_code != UNKNOWN_FORMAT:
                raised = getattr(answer, "exc_info", None) or ("", "")
                faults.append(f"{what} ({address.route}): {answer.status_code} {raised[1]}")
    assert faults == []


# --- A sound form, in which some fields are spoiled -------------------------------------------------------------------

SPOILED = st.one_of(st.sampled_from([*GARBAGE.values(), "é" * 500_000]), st.text(max_size=60))


def sound_forms(network: Any) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Who sends what where, such that it would be taken."""
    page, school = network.rivages, network.saules
    words = {
        "page": page.handle,
        "kind": "message",
        "body_fr": "Bonjour",
        "has_cascade": "1",
        "version": "1",
        "tab": "t",
    }
    rows = {f"{rows}-{name}_FORMS": "0" for rows in ("links", "fields") for name in ("TOTAL", "INITIAL")}
    follow = {"email": "a@exemple.test", "pages": str(school.pk), "frequency": "each", "consent": "on"}
    return {
        "/bureau/ecrire/": ("rivages_communications", {**words, "cascade": str(school.pk), "action": "save"}),
        "/bureau/ecrire/enregistrer/": ("rivages_communications", {**words, "also_for": school.handle, "post": ""}),
        f"/bureau/pages/{page.pk}/modifier/": ("rivages_communications", {**rows, "version": "1", "name": "Rivages"}),
        f"/suivre/{school.handle}": (None, follow),
        "/compte/connexion/": (None, {"login": "a@exemple.test", "password": "x"}),
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoiled=st.dictionaries(st.integers(0, 7), SPOILED, min_size=1, max_size=2))
def test_no_spoiled_field_breaks_a_form(network: Any, spoiled: dict[int, str]) -> None:
    for place, (who, sound) in sound_forms(network).items():
        names = list(sound)
        sent = {**sound, **{names[at % len(names)]: text for at, text in spoiled.items()}}
        assert ask(client_of(network[who] if who else None), "post", place, data=sent).status_code < 500, place


@pytest.mark.parametrize("path", ["/", "/abonnements/", "/bureau/", "/rien", "/suivre/%00", "/static/rien.css"])
@pytest.mark.parametrize("host", ["testserver", "mechant.exemple"])
def test_every_answer_says_what_a_browser_may_load(db: None, path: str, host: str) -> None:
    answer = client_of(None).get(path, HTTP_HOST=host)
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_a_body_that_no_form_wants_is_refused_unread(db: None, settings: Any) -> None:
    answer = client_of(None).post("/abonnements/", CONTENT_LENGTH=str(settings.BODY_MAX_BYTES + 1))
    assert answer.status_code == 413


def test_a_nul_hidden_in_a_cookie_is_refused(db: None) -> None:
    answer = client_of(None).get("/compte/connexion/", HTTP_COOKIE='sessionid="aaaaaaaaaaaa\\000aaaaaaa"')
    assert answer.status_code == 400
