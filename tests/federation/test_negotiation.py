"""One address for people and for servers."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.federation.negotiation import ACTIVITY_STREAMS, Negotiation, prefers_document, prefers_page, wanted
from preau.institutions.models import Page
from preau.website.cache import MEMORY
from tests.conftest import Cast
from tests.website.conftest import Door, Seen, door
from tests.website.saying import say, withdraw

__all__ = ["door"]

ACTIVITY = "application/activity+json"
LD = f'application/ld+json; profile="{ACTIVITY_STREAMS}"'
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
MASTODON = f"{ACTIVITY}, {LD}, text/html;q=0.1"


@pytest.mark.parametrize(
    "accept",
    [
        ACTIVITY,
        LD,
        "application/ld+json",
        "APPLICATION/Activity+JSON",
        MASTODON,
        f"{ACTIVITY}, */*",
        f"*/*, {ACTIVITY}",
        f"{ACTIVITY}, text/html",
        f"text/html;q=0.5, {ACTIVITY};q=0.9",
        f"text/html;q=0.9, {ACTIVITY};q=1.0",
        f"text/html;q=0, {ACTIVITY};q=0.1",
        f'application/ld+json ; profile = "{ACTIVITY_STREAMS}" ; q=1',
        f"{ACTIVITY};charset=utf-8",
    ],
)
def test_a_server_gets_the_document(accept: str) -> None:
    assert prefers_document(accept)
    assert not prefers_page(accept)


@pytest.mark.parametrize(
    "accept",
    [
        FIREFOX,
        "*/*",
        "",
        "text/html",
        "application/*",
        "application/json",
        f"text/html, {ACTIVITY}",
        f"{ACTIVITY};q=0.1, text/html",
        f"{ACTIVITY};q=0",
        f"{ACTIVITY};q=0, */*",
        f"{ACTIVITY};q=abc",
        f"{ACTIVITY};q=-1",
        f"{ACTIVITY};q=0.1, text/*;q=0.2",
        f"{ACTIVITY};q=0.5, */*;q=0.8",
        'application/ld+json; profile="https://autre.exemple/a,b"',
        'text/plain; x="application/activity+json"',
        ",,;;q=,=",
        '"' * 500,
        f"{'a/b,' * 400}{ACTIVITY}",
    ],
)
def test_everybody_else_gets_the_page(accept: str) -> None:
    assert not prefers_document(accept)


@given(path=st.text(max_size=60), accept=st.text(max_size=200))
def test_whatever_is_asked_leads_somewhere(path: str, accept: str) -> None:
    assert wanted(path, accept).startswith(path) or wanted(path, accept).startswith("/ap/@")


PIECES = st.sampled_from([ACTIVITY, "text/html", "*/*", ";q=", "0.5", "1", '"', ",", ";", " ", "profile=", "=", "é"])


@given(accept=st.lists(PIECES, max_size=20).map("".join))
def test_no_accept_header_wants_both(accept: str) -> None:
    assert not (prefers_document(accept) and prefers_page(accept))


@pytest.fixture
def site(door: Door) -> Door:
    door.application = Negotiation(door.application)  # type: ignore[assignment]
    return door


def document_of(seen: Seen) -> dict[str, object]:
    assert seen.headers["content-type"].startswith(ACTIVITY), seen.text[:200]
    found: dict[str, object] = json.loads(seen.text)
    return found


def test_a_page_answers_both_at_one_address_and_says_so(site: Door, cast: Cast) -> None:
    for path in ("/@page_900001", "/en/@page_900001"):
        people, server = site.visit(path, accept=FIREFOX), site.visit(path, accept=MASTODON)
        assert people.headers["content-type"].startswith("text/html")
        assert document_of(server)["id"] == f"http://testserver/ap/actors/{cast.saules.pk}"
        assert people.headers["vary"] == server.headers["vary"] == "Accept, Accept-Encoding"


def test_a_post_answers_both_at_one_address(site: Door, cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    path = f"/@page_900001/{post.pk}"
    assert site.visit(path).headers["content-type"].startswith("text/html")
    assert document_of(site.visit(path, accept=LD))["id"] == f"http://testserver/ap/posts/{post.pk}"
    assert site.visit(f"/@page_900000/{post.pk}", accept=LD).status == 404
    withdraw(post, "Erreur")
    MEMORY.clear()
    gone = site.visit(path, accept=LD)
    assert (gone.status, document_of(gone)["type"]) == (410, "Tombstone")
    assert site.visit(path, accept=FIREFOX).headers["content-type"].startswith("text/html")


def test_a_browser_that_is_given_an_id_is_led_to_the_page(site: Door, cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    for path, place in (
        (f"/ap/actors/{cast.saules.pk}", "http://testserver/@page_900001"),
        (f"/ap/posts/{post.pk}", f"http://testserver/@page_900001/{post.pk}"),
    ):
        led = site.visit(path, accept=FIREFOX)
        assert (led.status, led.headers["location"]) == (302, place)
        assert site.visit(path, accept="*/*").status == 200
        assert site.visit(path).status == 200


def test_documents_are_made_once_and_again_after_a_change(site: Door, cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    finger = "/.well-known/webfinger?resource=acct:page_900001@testserver"
    paths = [f"/ap/posts/{post.pk}", f"/ap/actors/{cast.saules.pk}", "/ap/actor", finger, "/nodeinfo/2.1"]
    for path in paths:
        site.visit(path)
    before = site.renderings
    assert [site.visit(path).status for path in paths] == [200] * len(paths)
    assert site.visit("/@page_900001", accept=LD).status == 200
    assert site.renderings == before + 1  # at the page's own address it is kept under that one
    etag = site.visit(paths[0]).headers["etag"]
    assert site.visit(paths[0], if_none_match=etag).status == 304
    MEMORY.drop({cast.saules.pk})
    site.visit(paths[0])
    assert site.renderings == before + 2


def test_what_is_asked_of_webfinger_is_told_apart(site: Door, cast: Cast) -> None:
    def subject(name: str) -> str:
        seen = site.visit(f"/.well-known/webfinger?resource=acct%3A{name}%40testserver&rel=self")
        return str(json.loads(seen.text)["subject"])

    for _ in range(2):
        assert subject("page_900001") == "acct:page_900001@testserver"
        assert subject("page_900000") == "acct:page_900000@testserver"


def test_other_spellings_take_no_room_in_memory(site: Door, cast: Cast) -> None:
    post = say(cast.saules, "Bonjour")
    for n in range(1, 8):
        handle = "page_900001"[:n].upper() + "page_900001"[n:]
        assert site.visit(f"/.well-known/webfinger?resource=acct:{handle}@testserver").status == 200
        assert site.visit(f"/.well-known/webfinger?resource=acct:personne{n}@testserver").status == 404
        assert site.visit(f"/@{handle}", accept=LD).status == (200)
        assert site.visit(f"/@{handle}/{post.pk}", accept=LD).status == (200)
        assert site.visit(f"/ap/actors/{cast.saules.pk}/outbox/page?avant={n}-{n}").status == 200
        assert site.visit(f"/ap/posts/{n}000").status == 404
    assert len(MEMORY) == 0


def test_an_old_handle_is_the_page_of_today_for_servers_too(site: Door, cast: Cast) -> None:
    cast.saules.handles.create(domain=cast.domain, handle="saules_nouvelle")
    Page.objects.filter(pk=cast.saules.pk).update(handle="saules_nouvelle")
    assert document_of(site.visit("/@page_900001", accept=LD))["preferredUsername"] == "saules_nouvelle"
    assert site.visit("/@page_900001", accept=FIREFOX).status == 301
