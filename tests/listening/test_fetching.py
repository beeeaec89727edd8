"""Asking sources: once, politely, with what came of it on the row. A real server on loopback throughout."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest

from preau.connectors.asking import Ended, Reason
from preau.kernel import clock
from preau.listening import selectors
from preau.listening.models import BoardSource, Hearing, Item, Site, Source, SourceKind, SourceState, Watch
from preau.listening.services import sources_fetch
from preau.listening.services.fetching import ask
from preau.listening.services.fetching.ask import Errand, Outcome
from preau.listening.services.fetching.claim import sources_claim
from preau.listening.services.fetching.settle import outcome_settle
from tests.conftest import Cast
from tests.connectors.loopback import Answer, Loopback, Request

from .stage import FEED, entry, feed, listen, rss, watch_it

pytestmark = pytest.mark.django_db


def is_due(source: Source) -> bool:
    return selectors.due(clock.now()).filter(pk=source.pk).exists()


def later() -> None:
    """Time has passed, for all sources."""
    Source.objects.update(next_at=None, claimed_until=None)


def test_one_question_a_source_however_many_watches(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(FEED)
    source = feed(f"{server.origin}/fil.xml", cast.rivages, cast.saules, cast.estuaire)
    listen()
    assert len(server.asked("/fil.xml")) == 1
    assert Item.objects.filter(sources=source).count() == 4


def test_it_says_who_asks_and_where_to_reach_them(cast: Cast, server: Loopback, settings: Any) -> None:
    feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    assert {request.headers["user-agent"] for request in server.requests} == {
        f"Preau/0.1.0 (+{settings.ORIGIN}/a-propos)"
    }


def test_what_nobody_listens_for_is_not_asked(cast: Cast, server: Loopback) -> None:
    unused = feed(f"{server.origin}/1")
    BoardSource.objects.create(board=cast.rivages.institution, source=unused)
    asleep = feed(f"{server.origin}/2")
    watch_it(asleep, cast.rivages, is_active=False)
    paused = feed(f"{server.origin}/3", cast.rivages)
    BoardSource.objects.filter(source=paused).update(paused_at=clock.now())
    listen()
    assert server.requests == []


def test_a_pause_of_one_board_does_not_deafen_another(cast: Cast, server: Loopback) -> None:
    source = feed(f"{server.origin}/fil.xml", cast.rivages, cast.estuaire)
    BoardSource.objects.filter(source=source, board=cast.rivages.institution).update(paused_at=clock.now())
    assert is_due(source)


def test_what_did_not_change_is_asked_with_its_validators(cast: Cast, server: Loopback) -> None:
    def answer(request: Request) -> Answer:
        known = request.headers.get("if-none-match") == '"v1"'
        return Answer(status=304) if known else Answer(FEED, headers={"ETag": '"v1"'})

    server.answers["/fil.xml"] = answer
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    later()
    listen()
    source.refresh_from_db()
    assert (len(server.asked("/fil.xml")), source.state, source.etag) == (2, SourceState.OK, '"v1"')
    assert Item.objects.count() == 4


def test_a_feed_that_grows_gives_only_what_is_new(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(rss(entry(1)))
    feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    server.answers["/fil.xml"] = Answer(rss(entry(2), entry(1)))
    later()
    listen()
    assert list(Item.objects.order_by("pk").values_list("title", flat=True)) == ["Nouvelle 1", "Nouvelle 2"]


def test_what_is_older_than_a_month_is_left(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(rss(entry(1, "Mon, 01 Jan 2024 10:00:00 GMT"), entry(2)))
    feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    assert list(Item.objects.values_list("title", flat=True)) == ["Nouvelle 2"]


def test_nothing_is_said_in_the_future(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(rss(entry(1, "Fri, 01 Jan 2100 10:00:00 GMT")))
    feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    assert Item.objects.get().said_at <= clock.now()


def test_a_busy_source_is_left_until_the_moment_that_it_names(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(status=429, headers={"Retry-After": "7200"})
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    source.refresh_from_db()
    assert (source.state, source.last_error, source.failures) == (SourceState.RETRYING, Reason.BUSY, 1)
    assert source.next_at
    assert source.next_at > clock.now() + dt.timedelta(minutes=115)


def test_failures_make_pauses_longer_and_one_success_forgets_them(cast: Cast, server: Loopback) -> None:
    server.answers["/fil.xml"] = Answer(status=500)
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    waits = []
    for _ in range(3):
        later()
        listen()
        source.refresh_from_db()
        waits.append(source.next_at - clock.now())
    assert waits[0] < waits[1] < waits[2]
    server.answers["/fil.xml"] = Answer(FEED)
    later()
    listen()
    source.refresh_from_db()
    assert (source.state, source.failures, source.last_error, source.failing_since) == (SourceState.OK, 0, "", None)


def test_a_source_that_fails_for_days_is_said_to_be_out_of_order(cast: Cast, server: Loopback) -> None:
    long_ago = clock.now() - dt.timedelta(days=3)
    source = feed(f"{server.origin}/fil.xml", cast.rivages, failures=9, failing_since=long_ago)
    server.answers["/fil.xml"] = Answer(status=500)
    listen()
    source.refresh_from_db()
    assert source.state == SourceState.FAILING


@pytest.mark.parametrize(
    ("answer", "reason", "state"),
    [
        (Answer(status=410), Reason.GONE, SourceState.STOPPED),
        (Answer(status=401), Reason.NEEDS_KEY, SourceState.STOPPED),
        (Answer(status=404), Reason.NOT_FOUND, SourceState.RETRYING),
        (Answer(b"<html>Bonjour"), Reason.NO_FEED, SourceState.RETRYING),
        (Answer(status=302, headers={"Location": "http://10.0.0.1/"}), Reason.INSIDE, SourceState.RETRYING),
        (Answer(is_endless=True), Reason.TOO_LARGE, SourceState.RETRYING),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_each_refusal_has_its_reason(
    cast: Cast, server: Loopback, answer: Answer, reason: Reason, state: SourceState
) -> None:
    server.answers["/fil.xml"] = answer
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    source.refresh_from_db()
    assert (source.last_error, source.state) == (reason, state)
    assert not is_due(source)


def test_what_a_host_forbids_is_not_fetched(cast: Cast, server: Loopback) -> None:
    server.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /prive/\n")
    server.otherwise = Answer(FEED)
    refused = feed(f"{server.origin}/prive/fil.xml", cast.rivages)
    allowed = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    refused.refresh_from_db()
    allowed.refresh_from_db()
    assert (refused.state, refused.last_error) == (SourceState.STOPPED, Reason.ROBOTS)
    assert server.asked("/prive/fil.xml") == []
    assert allowed.state == SourceState.OK


def test_the_rules_of_a_host_are_read_once_a_day(cast: Cast, server: Loopback) -> None:
    server.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /prive/\n")
    server.otherwise = Answer(FEED)
    for name in ("1", "2", "3"):
        feed(f"{server.origin}/{name}", cast.rivages)
    listen()
    later()
    listen()
    assert len(server.asked("/robots.txt")) == 1
    Site.objects.update(robots_at=clock.now() - dt.timedelta(hours=25))
    later()
    listen()
    assert len(server.asked("/robots.txt")) == 2


def test_a_host_that_cannot_say_its_rules_is_left_for_now(cast: Cast, server: Loopback) -> None:
    server.answers["/robots.txt"] = Answer(status=503)
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    source.refresh_from_db()
    assert (source.state, server.asked("/fil.xml")) == (SourceState.RETRYING, [])


def test_a_programming_interface_is_asked_without_rules(cast: Cast, server: Loopback) -> None:
    server.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n")
    server.otherwise = Answer(b"[]")
    feed(server.origin, cast.rivages, kind=SourceKind.MASTODON_TAG, query="viescolaire")
    listen()
    assert [request.path for request in server.requests] == ["/api/v1/timelines/tag/viescolaire?limit=40"]


def test_one_article_in_two_feeds_is_one_item(cast: Cast, server: Loopback) -> None:
    item = f"<title>Une nouvelle</title><guid>{server.origin}/article/1</guid>"
    server.otherwise = Answer(rss(item))
    first, second = feed(f"{server.origin}/1", cast.rivages), feed(f"{server.origin}/2", cast.estuaire)
    listen()
    assert Item.objects.count() == 1
    assert set(Hearing.objects.values_list("source", flat=True)) == {first.pk, second.pk}


def test_no_feed_speaks_for_the_articles_of_another(cast: Cast, server: Loopback) -> None:
    server.answers["/faux"] = Answer(rss("<title>Faux</title><guid>https://autre.exemple/1</guid>"))
    feed(f"{server.origin}/faux", cast.rivages)
    listen()
    assert Item.objects.get().remote_id == "127.0.0.1 https://autre.exemple/1"


def test_what_a_worker_held_when_it_died_is_taken_by_the_next(cast: Cast, server: Loopback) -> None:
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    assert [taken.pk for taken in sources_claim()] == [source.pk]
    assert sources_claim() == []
    Source.objects.update(claimed_until=clock.now() - dt.timedelta(seconds=1))
    assert [taken.claims for taken in sources_claim()] == [2]


def test_a_worker_that_comes_back_late_writes_nothing(cast: Cast, server: Loopback) -> None:
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    [old] = sources_claim()
    Source.objects.update(claimed_until=None)
    sources_claim()
    nothing: Any = None
    late = Errand(old.pk, old.claims, server.origin, nothing, nothing, has_rules=False)
    outcome_settle(outcome=Outcome(late, error=Ended(Reason.GONE)))
    source.refresh_from_db()
    assert (source.state, source.claims) == (SourceState.OK, 2)


def test_few_of_one_host_are_taken_at_once(cast: Cast, server: Loopback) -> None:
    for number in range(8):
        feed(f"{server.origin}/{number}", cast.rivages)
    assert len(sources_claim()) == 5
    assert len(sources_claim()) == 3


def test_a_fault_in_one_source_holds_up_no_other(cast: Cast, server: Loopback) -> None:
    server.otherwise = Answer(FEED)
    feed("http://[", cast.rivages)
    sound = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    sound.refresh_from_db()
    assert sound.fetched_at is not None


def test_this_machine_is_asked_nothing(cast: Cast, server: Loopback, settings: Any) -> None:
    settings.ALLOW_LOOPBACK = False
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    interface = feed(server.origin, cast.rivages, kind=SourceKind.MASTODON_TAG, query="a")
    listen()
    source.refresh_from_db()
    interface.refresh_from_db()
    assert server.requests == []
    assert (interface.last_error, source.fetched_at) == (Reason.INSIDE, None)


def test_a_server_that_never_ends_holds_up_nobody(
    cast: Cast, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()

    def hangs(_request: Request) -> Answer:
        never.wait(10)
        return Answer()

    monkeypatch.setattr(ask, "WHOLE", 0.2)
    server.answers["/fil.xml"] = hangs
    source = feed(f"{server.origin}/fil.xml", cast.rivages)
    listen()
    never.set()
    source.refresh_from_db()
    assert (source.state, source.last_error) == (SourceState.RETRYING, Reason.SILENT)


def test_nothing_due_asks_nothing(db: None) -> None:
    assert sources_fetch(pause=0) == 0
    assert Watch.objects.count() == 0
