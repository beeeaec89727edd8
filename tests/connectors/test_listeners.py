"""The contract over each listener, each against a real server; and what each does on its own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preau.connectors.asking import Reason
from preau.connectors.base import Reconnect, TryLater
from preau.connectors.bluesky import BlueskySearch
from preau.connectors.feeds import FeedListener
from preau.connectors.listener import Asked, Listener
from preau.connectors.mastodon import MastodonSearch, MastodonTag

from .listening import HOSTILE, ListenerContract, hear
from .loopback import Answer, Loopback, Request

GOLDEN = Path(__file__).parent / "golden"
TAG = "/api/v1/timelines/tag/viescolaire"
SEARCH = "/api/v2/search"
BLUESKY = "/xrpc/app.bsky.feed.searchPosts"


class TestFeed(ListenerContract):
    @pytest.fixture
    def listener(self) -> Listener:
        return FeedListener()

    @pytest.fixture
    def asked(self, server: Loopback) -> Asked:
        body = (GOLDEN / "feeds" / "rss2.xml").read_bytes()

        def answer(request: Request) -> Answer:
            if request.headers.get("if-none-match") == '"v1"':
                return Answer(status=304)
            return Answer(body, headers={"ETag": '"v1"', "Last-Modified": "Wed, 25 Nov 2026 10:00:00 GMT"})

        server.answers["/fil.xml"] = answer
        return Asked(f"{server.origin}/fil.xml")

    @pytest.fixture
    def hostile(self) -> Answer:
        words = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
        item = f"<title>{words}</title><description>{words}</description><author>{words[:9000]}</author>"
        links = f"<link>javascript:alert(1)</link><guid>{words[:9000]}</guid>"
        feed = f'<rss version="2.0"><channel><title>{words[:9000]}</title><item>{item}{links}</item></channel></rss>'
        return Answer(feed.encode())

    def test_what_did_not_change_is_not_sent_again(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        first = hear(listener, asked)
        second = hear(listener, replace(asked, etag=first.etag, last_modified=first.last_modified))
        assert second.entries == ()
        assert server.requests[-1].headers["if-modified-since"] == "Wed, 25 Nov 2026 10:00:00 GMT"

    def test_billion_laughs_are_not_laughed(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        body = f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><rss version="2.0"><channel><item><title>&l9;</title>'
        server.answers["/fil.xml"] = Answer(f"{body}</item></channel></rss>".encode())
        assert [len(said.title) < 20 for said in hear(listener, asked).entries] == [True]

    @pytest.mark.parametrize("charset", ["martien", "utf-7", "rot13", "punycode", "x" * 300])
    def test_any_charset_is_survived(self, listener: Listener, asked: Asked, server: Loopback, charset: str) -> None:
        feed = (
            b'<rss version="2.0"><channel><title>t</title><item><title>\xff\xc3\xa9 mot</title></item></channel></rss>'
        )
        declared = f'<?xml version="1.0" encoding="{charset}"?>'.encode() + feed
        server.answers["/fil.xml"] = Answer(declared, headers={"Content-Type": f"text/xml; charset={charset}"})
        assert [said.title.endswith("mot") for said in hear(listener, asked).entries] == [True]

    def test_a_file_of_this_machine_is_not_read(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        body = b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><title>t</title>'
        server.answers["/fil.xml"] = Answer(body + b"<item><title>lu: &f;</title></item></channel></rss>")
        assert [said.title for said in hear(listener, asked).entries] == ["lu: &f;"]


class _Mastodon(ListenerContract):
    path = TAG

    @pytest.fixture
    def hostile(self) -> Answer:
        account = {"uri": "javascript:alert(1)", "url": "javascript:alert(1)", "display_name": HOSTILE, "acct": "a"}
        status = {"id": "9", "uri": "https://a.exemple/9", "url": "javascript:alert(1)", "visibility": "public"}
        status |= {"content": f"<p>{HOSTILE}</p>", "spoiler_text": HOSTILE, "account": account, "language": HOSTILE}
        return Answer(json.dumps(self.shaped([status])).encode())

    @staticmethod
    def shaped(statuses: list[Any]) -> Any:
        return statuses

    def paged(self, request: Request) -> Answer:
        """40 statuses that are newer than min_id, as Mastodon does: the oldest of them first reached."""
        known = int(request.path.partition("min_id=")[2] or 60)
        page = [status(n) for n in range(min(known + 40, 160), known, -1)]
        return Answer(json.dumps(self.shaped(page)).encode())

    def test_no_status_is_skipped_between_two_readings(
        self, listener: Listener, asked: Asked, server: Loopback
    ) -> None:
        server.answers[self.path] = self.paged
        harvest = hear(listener, replace(asked, since_id="60"))
        assert {said.remote_id for said in harvest.entries} == {f"https://a.exemple/{n}" for n in range(61, 161)}
        assert harvest.since_id == "160"

    def test_it_stops_where_the_server_says_enough(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        body = self.paged(Request("?min_id=60", {})).body
        resting = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2999-01-01T00:00:00Z"}
        server.answers[self.path] = Answer(body, headers=resting)
        harvest = hear(listener, replace(asked, since_id="60"))
        assert len(server.requests) == 1
        assert harvest.not_before is not None


def status(number: int, **more: Any) -> dict[str, Any]:
    account = {"uri": "https://a.exemple/u/c", "url": "https://a.exemple/@c", "display_name": "C", "acct": "c"}
    made = {"id": str(number), "uri": f"https://a.exemple/{number}", "url": f"https://a.exemple/@c/{number}"}
    made |= {"content": f"<p>Message {number}</p>", "visibility": "public", "account": account}
    return made | {"created_at": "2026-11-25T10:00:00.000Z", "language": "fr"} | more


class TestMastodonTag(_Mastodon):
    @pytest.fixture
    def listener(self) -> Listener:
        return MastodonTag()

    @pytest.fixture
    def asked(self, server: Loopback) -> Asked:
        server.answers[TAG] = Answer(json.dumps([status(3), status(2)]).encode())
        return Asked(server.origin, "viescolaire")

    def test_a_hashtag_is_one_part_of_the_path(self, listener: Listener, server: Loopback) -> None:
        server.otherwise = Answer(b"[]")
        hear(listener, Asked(server.origin, "a/../../b?c#é"))
        assert server.requests[0].path.startswith("/api/v1/timelines/tag/a%2F..%2F..%2Fb%3Fc%23%C3%A9?")

    def test_only_what_is_public_is_heard(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        statuses = [
            status(1, visibility="unlisted"),
            status(2, reblog=status(3)),
            status(4, uri=None),
            "rien",
            status(5),
        ]
        server.answers[TAG] = Answer(json.dumps(statuses).encode())
        assert [said.remote_id for said in hear(listener, asked).entries] == ["https://a.exemple/5"]

    def test_a_closed_server_asks_for_a_key(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        server.answers[TAG] = Answer(b"{}", status=401)
        with pytest.raises(Reconnect, match=Reason.NEEDS_KEY):
            hear(listener, asked)


class TestMastodonSearch(_Mastodon):
    path = SEARCH

    @pytest.fixture
    def listener(self) -> Listener:
        return MastodonSearch()

    @pytest.fixture
    def asked(self, server: Loopback) -> Asked:
        server.answers[SEARCH] = Answer(json.dumps(self.shaped([status(3), status(2)])).encode())
        return Asked(server.origin, "école des érables", token="cle")

    @staticmethod
    def shaped(statuses: list[Any]) -> Any:
        return {"accounts": [], "hashtags": [], "statuses": statuses}

    def test_its_key_is_sent_with_its_words(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        hear(listener, asked)
        assert server.requests[0].headers["authorization"] == "Bearer cle"
        assert "type=statuses" in server.requests[0].path

    def test_without_a_key_nobody_is_asked(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        with pytest.raises(Reconnect):
            hear(listener, replace(asked, token=""))
        assert server.requests == []


class TestBluesky(ListenerContract):
    @pytest.fixture
    def listener(self) -> Listener:
        return BlueskySearch()

    @pytest.fixture
    def asked(self, server: Loopback) -> Asked:
        server.answers[BLUESKY] = Answer((GOLDEN / "bluesky" / "posts.api.json").read_bytes())
        return Asked(server.origin, "école des érables")

    @pytest.fixture
    def hostile(self) -> Answer:
        author = {"did": "did:plc:abc", "handle": HOSTILE, "displayName": HOSTILE}
        record = {"text": HOSTILE, "createdAt": "9999-99-99", "langs": [HOSTILE]}
        post = {"uri": "at://did:plc:abc/app.bsky.feed.post/3k", "author": author, "record": record}
        return Answer(json.dumps({"posts": [post]}).encode())

    def test_a_closed_search_is_left_in_peace_for_hours(
        self, listener: Listener, asked: Asked, server: Loopback
    ) -> None:
        server.answers[BLUESKY] = Answer(status=403)
        with pytest.raises(TryLater, match=Reason.FORBIDDEN) as caught:
            hear(listener, asked)
        assert caught.value.at is not None

    def test_it_never_asks_for_a_second_page(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        hear(listener, asked)
        assert len(server.requests) == 1
        assert "cursor" not in server.requests[0].path
