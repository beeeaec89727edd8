"""The site as the server calls it: memory first, Django when it must."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client, override_settings

from preau.channels.models import Channel
from preau.channels.services import hosted_channel
from preau.conversations import limits
from preau.institutions.models import Mandate
from preau.institutions.signals import network_changed, page_changed
from preau.kernel import clock
from preau.posts.models import Post
from preau.posts.signals import post_edited, post_published, post_withdrawn
from preau.website.cache import MEMORY, Memory
from preau.website.cache.changes import ChangeWatch
from preau.website.cache.memory import answer
from preau.website.cache.wsgi import PublicCache, canonical_query
from preau.website.models import PublicChange
from preau.website.tasks import prune_changes
from tests.conftest import Cast

from .conftest import Door
from .saying import alert, say, withdraw


def test_a_page_is_rendered_once_and_then_comes_from_memory(cast: Cast, door: Door, django_assert_num_queries) -> None:
    first = door.visit("/@page_900001")
    with django_assert_num_queries(1):  # what changed meanwhile
        again = door.visit("/@page_900001")
    assert again == first
    assert door.renderings == 1


def test_a_publication_shows_at_once(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    post_published.send(sender=Post, post=say(cast.saules, "Journée blanche"))
    assert "Journée blanche" in door.visit("/@page_900001").text


def test_the_first_follower_by_mail_or_elsewhere_costs_nobody_a_page(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    hosted_channel(page=cast.saules, network="mail")
    door.visit("/@page_900001")
    assert door.renderings == 1


def test_an_official_account_shows_at_once(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    address = "https://facebook.test/saules"
    Channel.objects.create(page=cast.saules, network="facebook", address=address, verified_at=clock.now())
    assert address in door.visit("/@page_900001").text


def test_what_a_board_cascades_shows_at_once_on_its_schools(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    post_published.send(sender=Post, post=say(cast.rivages, "Tempête", on=(cast.saules, cast.erables)))
    assert "Tempête" in door.visit("/@page_900001").text


@pytest.mark.parametrize("path", ["/", "/@page_900000/reseau.atom", "/sitemap.xml"])
def test_lists_of_everybodys_posts_show_it_too(cast: Cast, door: Door, path: str) -> None:
    say(cast.rivages, "Avant")
    before = door.visit(path)
    post = say(cast.rivages, "Séance extraordinaire", id=7_000)
    post_published.send(sender=Post, post=post)
    assert door.visit(path).body != before.body


def test_another_pages_publication_leaves_this_one_in_memory(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    post_published.send(sender=Post, post=say(cast.phare, "Ailleurs"))
    door.visit("/@page_900001")
    assert door.renderings == 1


def test_an_edit_shows_at_once(cast: Cast, door: Door) -> None:
    post = say(cast.saules, "Jeudi")
    door.visit(f"/@page_900001/{post.pk}")
    Post.objects.filter(pk=post.pk).update(html_fr="<p>Vendredi</p>", body_fr="Vendredi")
    post_edited.send(sender=Post, post=post)
    assert "Vendredi" in door.visit(f"/@page_900001/{post.pk}").text


def test_a_withdrawal_shows_at_once_and_is_remembered_as_such(cast: Cast, door: Door) -> None:
    post = say(cast.saules, "Jeudi")
    door.visit(f"/@page_900001/{post.pk}")
    withdraw(post, "Erreur de date")
    post_withdrawn.send(sender=Post, post=post)
    gone = [door.visit(f"/@page_900001/{post.pk}").status for _ in range(2)]
    assert gone == [410, 410]
    assert door.renderings == 2


@pytest.mark.parametrize("how", ["page", "network", "mandate"])
def test_a_change_of_the_network_itself_renders_all_anew(cast: Cast, door: Door, how: str) -> None:
    door.visit("/@page_900001")
    if how == "page":
        page_changed.send(sender=type(cast.phare), page=cast.phare)
    elif how == "network":
        network_changed.send(sender=type(cast.domain), domain=cast.domain)
    else:
        Mandate.objects.all().delete()
    door.visit("/@page_900001")
    assert door.renderings == 2


def test_a_change_is_part_of_the_transaction_that_makes_it(cast: Cast) -> None:
    with transaction.atomic():
        post_published.send(sender=Post, post=say(cast.saules, "Presque"))
        transaction.set_rollback(True)
    assert PublicChange.objects.filter(page_id=cast.saules.pk).count() == 0


def test_the_process_that_publishes_forgets_as_soon_as_it_is_committed(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    memory_key = "essai"
    flight, _ = MEMORY.board(memory_key)
    MEMORY.land(memory_key, flight, answer("200 OK", [], b"x", tags={cast.saules.pk}, lifetime=60))
    with django_capture_on_commit_callbacks(execute=True):
        post_published.send(sender=Post, post=say(cast.saules, "Voilà"))
    assert MEMORY.get(memory_key) is None


def test_a_banner_goes_when_its_alert_expires(cast: Cast, door: Door) -> None:
    alert(cast.saules, "Tempête", hours=1 / 120)  # thirty seconds
    assert "École fermée" in door.visit("/@page_900001").text
    expires = next(iter(MEMORY._answers.values())).expires - time.monotonic()
    assert 0 < expires <= 30
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=31)):
        MEMORY.clear()
        assert "Aucun avis en vigueur" in door.visit("/@page_900001").text


def test_who_has_the_newest_copy_gets_no_body(cast: Cast, door: Door) -> None:
    etag = door.visit("/@page_900001").headers["etag"]
    again = door.visit("/@page_900001", if_none_match=f'"autre", {etag}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert "content-length" not in again.headers


def test_who_has_an_old_copy_gets_the_new_one(cast: Cast, door: Door) -> None:
    old = door.visit("/@page_900001").headers["etag"]
    post_published.send(sender=Post, post=say(cast.saules, "Neuf"))
    assert door.visit("/@page_900001", if_none_match=old).status == 200


def test_the_head_of_a_page_is_its_answer_without_the_body(cast: Cast, door: Door) -> None:
    head = door.visit("/@page_900001", method="HEAD")
    whole = door.visit("/@page_900001")
    assert head.body == b""
    assert head.headers == whole.headers


def test_the_head_of_what_is_not_kept_has_no_body_either(cast: Cast, door: Door) -> None:
    assert door.visit("/@personne", method="HEAD").body == b""


def test_a_reader_that_understands_it_gets_the_page_compressed(cast: Cast, door: Door) -> None:
    squeezed = door.visit("/@page_900001", accept_encoding="br, gzip")
    assert squeezed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(squeezed.body) == door.visit("/@page_900001").body
    assert squeezed.headers["vary"] == "Accept, Accept-Encoding"


def test_a_public_page_sets_no_cookie_and_heeds_none(cast: Cast, door: Door, client) -> None:
    client.force_login(cast["superuser"])
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    signed_in = door.visit("/@page_900001", cookie=cookie)
    assert "set-cookie" not in signed_in.headers
    assert signed_in == door.visit("/@page_900001")


def test_the_language_of_the_reader_changes_nothing(cast: Cast, door: Door) -> None:
    assert 'lang="fr-CA"' in door.visit("/", accept_language="en").text
    assert 'lang="en-CA"' in door.visit("/en/", accept_language="fr").text


def test_kept_pages_carry_the_headers_of_safety(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    headers = door.visit("/@page_900001").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "public, no-cache"


def test_hsts_stands_on_every_kept_answer_even_if_the_first_reader_came_without_https() -> None:
    seen: list[Any] = []

    class Response(list[bytes]):
        public_tags = frozenset({1})
        public_lifetime = 60.0

        def close(self) -> None: ...

    def django(environ: dict[str, Any], start_response: Callable[..., Any]) -> Response:
        start_response("200 OK", [("Content-Type", "text/html")])
        return Response([b"ok"])

    door = PublicCache(
        django,
        look=lambda: None,
        is_known=lambda *_: True,
        memory=Memory(),
        always=[("Strict-Transport-Security", "max-age=1")],
    )
    door({"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a"}, lambda *given: seen.extend(given))
    assert ("Strict-Transport-Security", "max-age=1") in seen[1]


@pytest.mark.parametrize("junk", ["fbclid=abc", "utm_source=x&utm_medium=y", "%00=%ff", "&&&", "x" * 5000])
def test_parameters_that_mean_nothing_are_answered_from_memory(cast: Cast, door: Door, junk: str) -> None:
    door.visit("/@page_900001")
    assert door.visit(f"/@page_900001?{junk}").status == 200
    assert door.renderings == 1


def test_searches_and_older_pages_take_no_room(cast: Cast, door: Door) -> None:
    for word in ("saules", "érables", "phare"):
        assert door.visit(f"/?q={word}").status == 200
    assert len(MEMORY) == 0


def test_the_query_is_put_in_order_and_cut() -> None:
    assert canonical_query("q=" + "x" * 500 + "&avant=1-2&q=y&secret=1") == "avant=1-2&q=y"
    assert len(canonical_query("q=" + "x" * 500)) == 102


def test_the_case_of_a_host_makes_no_second_copy(cast: Cast, door: Door) -> None:
    for host in ("testserver", "TestServer", "TESTSERVER:80"):
        door.visit("/a-propos", host=host)
    assert len(MEMORY) == 2  # with and without the port
    assert all(known == known.lower() for known in door.application._hosts)


def test_an_address_longer_than_any_of_ours_is_answered_and_takes_no_room(cast: Cast, door: Door) -> None:
    assert door.visit("/mots/" + "a" * 5000).status == 301
    assert len(MEMORY) == 0


@pytest.mark.parametrize("host", ["testserver:4242", "127.0.0.1:9", "localhost:65535"])
def test_a_made_up_port_is_answered_and_takes_no_room(cast: Cast, door: Door, host: str) -> None:
    assert door.visit("/@page_900001", host=host).status == 200
    assert len(MEMORY) == 0


@pytest.mark.parametrize("host", ["mechant.test", "a b", "", "testserver@mechant.test", "testserver\x00"])
def test_a_host_that_is_not_ours_is_refused_and_appears_nowhere(cast: Cast, door: Door, host: str) -> None:
    refused = door.visit("/@page_900001", host=host)
    assert refused.status in (200, 400)
    assert "mechant" not in refused.text
    assert len(MEMORY) == 0


def test_the_addresses_of_a_page_come_from_the_settings_not_from_the_request(cast: Cast, door: Door) -> None:
    with override_settings(ORIGIN="https://rivages.test"):
        text = door.visit("/@page_900001", host="localhost").text
    assert '<link rel="canonical" href="https://rivages.test/@page_900001">' in text


def test_what_does_not_exist_is_not_remembered(cast: Cast, door: Door) -> None:
    for number in range(3):
        assert door.visit(f"/@personne_{number}").status == 404
    assert len(MEMORY) == 0


def test_a_post_request_is_never_answered_from_memory(cast: Cast, door: Door) -> None:
    door.visit("/@page_900001")
    door.visit("/@page_900001", method="POST")
    assert door.renderings == 2


def test_the_desk_goes_straight_to_django(cast: Cast, door: Door) -> None:
    assert door.visit("/bureau/").status == 302
    assert len(MEMORY) == 0


class Slow:
    """A Django that takes its time, for many who ask at once. `answers` are what it says, one after the other."""

    def __init__(self, answers: list[str], kept: bool = True) -> None:
        self.answers, self.kept, self.calls = answers, kept, 0
        self.entered, self.go = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        said = self.answers[min(self.calls, len(self.answers) - 1)]
        self.calls += 1
        self.entered.set()
        assert self.go.wait(10)

        class Response(list[bytes]):
            def close(self) -> None: ...

        response = Response([said.encode()])
        if self.kept:
            response.public_tags, response.public_lifetime = {1}, 60.0  # type: ignore[attr-defined]
        start_response("200 OK", [("Content-Type", "text/plain")])
        return response


def ask_at_once(slow: Slow, memory: Memory, meanwhile: Callable[[], None] = lambda: None) -> list[bytes]:
    door = PublicCache(slow, look=lambda: None, is_known=lambda *_: True, memory=memory)
    got: list[bytes] = []

    def ask() -> None:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/@a", "HTTP_HOST": "a"}
        got.append(b"".join(door(environ, lambda *_: None)))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    threads[0].start()
    assert slow.entered.wait(10)
    for thread in threads[1:]:
        thread.start()
    time.sleep(0.05)
    meanwhile()
    slow.go.set()
    for thread in threads:
        thread.join(10)
    return got


def test_eight_who_ask_at_once_cost_one_rendering() -> None:
    slow = Slow(["neuf"])
    assert ask_at_once(slow, Memory()) == [b"neuf"] * 8
    assert slow.calls == 1


def test_who_waited_through_a_change_gets_what_is_newer_than_it() -> None:
    slow, memory = Slow(["vieux", "neuf"]), Memory()
    got = ask_at_once(slow, memory, meanwhile=lambda: memory.drop({1}))
    assert sorted(got) == [b"neuf"] * 7 + [b"vieux"]  # the old one goes to who asked before the change
    assert slow.calls == 2


def test_those_who_wait_for_what_is_not_kept_are_all_answered() -> None:
    slow = Slow(["à chacun"], kept=False)
    assert ask_at_once(slow, Memory()) == ["à chacun".encode()] * 8


def test_an_error_while_rendering_keeps_nobody_waiting() -> None:
    memory = Memory()

    def broken(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        raise RuntimeError

    door = PublicCache(broken, look=lambda: None, is_known=lambda *_: True, memory=memory)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            door({"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a"}, lambda *_: None)
    assert memory.board("a/")[1]


@pytest.fixture
def watched(db: None) -> tuple[Memory, ChangeWatch]:
    memory = Memory()
    watch = ChangeWatch(memory, every=0.0)
    watch.look()
    flight, _ = memory.board("page")
    memory.land("page", flight, answer("200 OK", [], b"x", tags={7}, lifetime=60))
    return memory, watch


def test_a_row_of_another_process_drops_the_page(watched: tuple[Memory, ChangeWatch]) -> None:
    memory, watch = watched
    PublicChange.objects.create(page_id=7)
    watch.look()
    assert memory.get("page") is None


def test_a_row_that_is_committed_after_a_later_one_is_seen_too(watched: tuple[Memory, ChangeWatch]) -> None:
    memory, watch = watched
    PublicChange.objects.create(pk=1_000, page_id=3)
    watch.look()
    PublicChange.objects.create(pk=999, page_id=7)
    watch.look()
    assert memory.get("page") is None


def test_a_row_drops_only_once(watched: tuple[Memory, ChangeWatch]) -> None:
    memory, watch = watched
    PublicChange.objects.create(page_id=7)
    watch.look()
    flight, _ = memory.board("page")
    memory.land("page", flight, answer("200 OK", [], b"new", tags={7}, lifetime=60))
    watch.look()
    assert memory.get("page") is not None


def test_rows_seen_long_ago_are_asked_for_no_more(watched: tuple[Memory, ChangeWatch], monkeypatch) -> None:
    _, watch = watched
    PublicChange.objects.create(page_id=7)
    watch.look()
    monkeypatch.setattr("preau.website.cache.changes.LATE_WITHIN", -1.0)
    watch.look()
    assert watch._seen == {}
    assert watch._floor == PublicChange.objects.latest("pk").pk


def test_the_table_is_asked_ten_times_a_second_at_most(db: None, django_assert_num_queries) -> None:
    watch = ChangeWatch(Memory())
    watch.look()
    with django_assert_num_queries(0):
        for _ in range(50):
            watch.look()


def test_a_database_that_is_away_leaves_the_pages_up(watched: tuple[Memory, ChangeWatch], caplog) -> None:
    memory, watch = watched

    def refuse(*_: Any) -> Any:
        from django.db import OperationalError

        raise OperationalError("away")

    with connection.execute_wrapper(refuse):
        watch.look()
    assert memory.get("page") is not None
    assert "can't be read" in caplog.text


def test_old_changes_are_forgotten_but_the_newest(db: None) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(days=2)):
        for page in range(3):
            PublicChange.objects.create(page_id=page)
    prune_changes()
    assert [change.page_id for change in PublicChange.objects.all()] == [2]


def test_pruning_where_nothing_ever_changed_does_nothing(db: None) -> None:
    prune_changes()
    assert PublicChange.objects.count() == 0


def test_who_asks_for_a_form_at_the_same_moment_gets_the_same(cast: Cast, door: Door) -> None:
    first, second = (door.visit("/@page_900001/question") for _ in range(2))
    assert (door.renderings, first.body) == (1, second.body)
    assert "no-store" in first.headers["cache-control"]  # by readers and proxies it is not kept at all


def test_a_form_is_not_kept_long_enough_to_be_sent_as_it_comes(cast: Cast, client: Client) -> None:
    shown: Any = client.get("/@page_900001/question")
    assert 0 < shown.public_lifetime < limits.TYPED_AFTER.total_seconds()


def test_a_form_that_answers_somebody_or_was_typed_in_is_nobody_elses(cast: Cast, client: Client) -> None:
    typed = client.post("/@page_900001/question", {"text": "", "name": "Une mère", "email": "parent@exemple.test"})
    assert typed.status_code == 422
    assert not hasattr(typed, "public_tags")
