"""What every listener keeps, whatever it listens to."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
from dataclasses import replace

import pytest

from preau.connectors.asking import Caller, Ended, Reason
from preau.connectors.base import NetworkError, Refused, TryLater
from preau.connectors.listener import MAX_ID, MAX_NAME, MAX_TEXT, MAX_TITLE, Asked, Harvest, Listener
from preau.kernel import clock
from preau.kernel.markup import tidy

from .loopback import Answer, Loopback

CALLER = Caller(
    agent="Preau/essai (+https://reseau.exemple/a-propos)", allow_loopback=True, timeout=5, max_bytes=200_000
)
HOSTILE = "\u202egnp.exe " + "e" + "\u0301" * 300 + " <script>alert(1)</script> " + "long " * 40_000


def hear(listener: Listener, asked: Asked, caller: Caller = CALLER) -> Harvest:
    return asyncio.run(listener.listen(asked, caller))


class ListenerContract:
    """Subclasses give the fixtures `listener`, `asked` (of `server`, which answers well) and `hostile`: an answer whose
    every text is HOSTILE and whose every address is javascript:."""

    def test_it_gives_plain_bounded_entries(self, listener: Listener, asked: Asked) -> None:
        harvest = hear(listener, asked)
        assert harvest.entries
        for said in harvest.entries:
            assert said.remote_id
            assert said.title or said.text
            assert said.said_at is None or said.said_at.tzinfo

    def test_it_says_who_asks(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        hear(listener, asked)
        assert {request.headers["user-agent"] for request in server.requests} == {CALLER.agent}

    def test_hostile_words_come_out_calm(
        self, listener: Listener, asked: Asked, server: Loopback, hostile: Answer
    ) -> None:
        server.answers.clear()
        server.otherwise = hostile
        [said] = hear(listener, asked, replace(CALLER, max_bytes=1_000_000)).entries
        for words, limit in (
            (said.title, MAX_TITLE),
            (said.text, MAX_TEXT),
            (said.author_name, MAX_NAME),
            (said.remote_id, MAX_ID),
            (said.outlet, MAX_NAME),
        ):
            assert len(words) <= limit
            assert tidy(words) == words
        assert not {"\u202e", "\n"} & set(said.title + said.text + said.author_name)
        assert "javascript:" not in said.url + said.author_url

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_busy_server_is_asked_when_it_says(
        self, listener: Listener, asked: Asked, server: Loopback, status: int
    ) -> None:
        self.told(server, Answer(status=status, headers={"Retry-After": "7200"}))
        with pytest.raises(TryLater) as caught:
            hear(listener, asked)
        assert caught.value.at is not None
        assert caught.value.at > clock.now() + dt.timedelta(minutes=110)

    def test_it_does_not_wait_for_ever(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        self.told(server, Answer(status=503, headers={"Retry-After": "99999999999999"}))
        with pytest.raises(TryLater) as caught:
            hear(listener, asked)
        assert caught.value.at is not None
        assert caught.value.at <= clock.now() + dt.timedelta(days=1)

    @pytest.mark.parametrize("given", ["bientôt", "-5", "Sat, 01 Jan 2000 00:00:00 GMT", "1" * 5000])
    def test_nonsense_leaves_the_moment_to_us(
        self, listener: Listener, asked: Asked, server: Loopback, given: str
    ) -> None:
        self.told(server, Answer(status=503, headers={"Retry-After": given.encode("ascii", "replace").decode()}))
        with pytest.raises((TryLater,)) as caught:
            hear(listener, asked)
        assert caught.value.at is None or caught.value.at <= clock.now() + dt.timedelta(days=1)

    @pytest.mark.parametrize(("status", "kind"), [(404, Refused), (410, Ended), (500, TryLater)])
    def test_what_a_status_means(
        self, listener: Listener, asked: Asked, server: Loopback, status: int, kind: type[NetworkError]
    ) -> None:
        self.told(server, Answer(status=status))
        with pytest.raises(kind):
            hear(listener, asked)

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (Answer(b"x" * 200_001), Reason.TOO_LARGE),
            (Answer(is_endless=True), Reason.TOO_LARGE),
            (Answer(gzip.compress(b"\0" * 9_000_000), headers={"Content-Encoding": "gzip"}), Reason.TOO_LARGE),
            (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), Reason.INSIDE),
            (Answer(status=302, headers={"Location": "file:///etc/hostname"}), Reason.INSIDE),
            (Answer(status=302, headers={"Location": "/encore"}), Reason.SILENT),
        ],
        ids=["large", "endless", "bomb", "inside", "file", "loop"],
    )
    def test_traps_end_in_words(
        self, listener: Listener, asked: Asked, server: Loopback, answer: Answer, reason: Reason
    ) -> None:
        self.told(server, answer)
        with pytest.raises(NetworkError) as caught:
            hear(listener, asked)
        assert str(caught.value) == reason

    @pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"{", b"[1,2", b"null", b"<html><p>Bonjour", b"\0" * 99])
    def test_what_is_nothing_of_the_kind_is_refused(
        self, listener: Listener, asked: Asked, server: Loopback, body: bytes
    ) -> None:
        self.told(server, Answer(body))
        with pytest.raises(Refused):
            hear(listener, asked)

    def test_it_asks_with_what_it_learned(self, listener: Listener, asked: Asked, server: Loopback) -> None:
        first = hear(listener, asked)
        before = len(server.requests)
        again = replace(asked, etag=first.etag, last_modified=first.last_modified, since_id=first.since_id)
        second = hear(listener, again)
        asked_again = server.requests[before].headers.keys() | {server.requests[before].path}
        asked_first = server.requests[0].headers.keys() | {server.requests[0].path}
        assert asked_again != asked_first
        assert (second.etag, second.since_id) == (first.etag, first.since_id)

    @staticmethod
    def told(server: Loopback, answer: Answer) -> None:
        server.answers.clear()
        server.otherwise = answer
