"""Daily and weekly digests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from preau.posts.models import PostKind
from preau.subscriptions import tasks
from preau.subscriptions.models import DigestIssue, Frequency, Letter, Subscription
from tests.channels.stage import publish, reader, withdraw, work
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/Toronto")
TUESDAY_NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=HERE)
WEDNESDAY_SEVEN = dt.datetime(2026, 11, 25, 7, 0, tzinfo=HERE)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY_NOON, tick=True) as traveller:
        yield traveller


def digest() -> None:
    tasks.write_digests()
    work()


def test_a_day_of_posts_is_one_letter_at_seven(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, cast.rivages, frequency=Frequency.DAILY)
    digest()
    publish(cast.saules, title_fr="Les oiseaux de la rivière", kind=PostKind.ARTICLE)
    publish(cast.rivages, cast.saules, title_fr="Le budget", kind=PostKind.ARTICLE)
    clock.move_to(WEDNESDAY_SEVEN - dt.timedelta(seconds=5))
    digest()
    assert mail.outbox == []
    clock.move_to(WEDNESDAY_SEVEN + dt.timedelta(minutes=3))
    digest()
    digest()
    assert [m.subject for m in mail.outbox] == ["Depuis hier\u00a0: 2 publications"]
    text = str(mail.outbox[0].body)
    assert text.count("Le budget") == 1
    assert "Les oiseaux de la rivière" in text


def test_silent_pages_make_no_letter(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    publish(cast.erables)
    clock.move_to(WEDNESDAY_SEVEN)
    digest()
    assert mail.outbox == []
    assert not Letter.objects.exists()


def test_the_week_comes_on_monday(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.WEEKLY, language="en")
    digest()
    publish(cast.saules)
    clock.move_to(WEDNESDAY_SEVEN)
    digest()
    assert mail.outbox == []
    clock.move_to(dt.datetime(2026, 11, 30, 7, 1, tzinfo=HERE))
    digest()
    assert len(mail.outbox) == 1
    assert DigestIssue.objects.filter(period="2026-W49").exists()


def test_an_alert_in_a_digest_is_told_without_urgency(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    publish(cast.saules, kind=PostKind.ALERT, title_fr="École fermée")
    work()
    mail.outbox.clear()
    clock.move_to(WEDNESDAY_SEVEN)
    digest()
    assert "École fermée" in str(mail.outbox[0].body)
    assert "Alerte" not in mail.outbox[0].subject + str(mail.outbox[0].body)


def test_an_alert_that_is_over_is_told_as_such(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.DAILY, language="en")
    digest()
    publish(cast.saules, kind=PostKind.ALERT, title_fr="Fermée", expires_at=WEDNESDAY_SEVEN - dt.timedelta(hours=1))
    publish(cast.saules, kind=PostKind.ALERT, title_fr="Retard", expires_at=WEDNESDAY_SEVEN + dt.timedelta(hours=4))
    publish(cast.saules)
    work()
    mail.outbox.clear()
    clock.move_to(WEDNESDAY_SEVEN + dt.timedelta(minutes=3))
    digest()
    letter = mail.outbox[0]
    for part in (letter.body, letter.message().get_body(("html",)).get_content()):
        assert part.count("notice ended") == 1
        assert part.index("Fermée") < part.index("notice ended")
        assert "notice ended" not in part[part.index("Retard") : part.index("Fermée")]


def test_a_post_withdrawn_before_the_letter_leaves_is_not_told(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    post = publish(cast.saules)
    clock.move_to(WEDNESDAY_SEVEN)
    tasks.write_digests()
    withdraw(post)
    work()
    assert mail.outbox == []


def test_no_post_falls_between_two_issues(cast: Cast, clock: time_machine.Traveller) -> None:
    clock.move_to(WEDNESDAY_SEVEN)
    tasks.write_digests()
    clock.move_to(WEDNESDAY_SEVEN + dt.timedelta(days=2))
    tasks.write_digests()
    first, second = DigestIssue.objects.filter(frequency=Frequency.DAILY).order_by("until")
    assert second.since == first.until


def test_a_long_day_is_cut_and_says_so(cast: Cast, clock: time_machine.Traveller) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    for _ in range(12):
        publish(cast.saules)
    clock.move_to(WEDNESDAY_SEVEN)
    digest()
    assert "et 2 autres publications" in str(mail.outbox[0].body)


def test_one_press_ends_the_daily_digest_and_leaves_the_rest(cast: Cast, clock: time_machine.Traveller, client) -> None:
    person = reader(cast.saules, frequency=Frequency.DAILY)
    publish(cast.saules)
    clock.move_to(WEDNESDAY_SEVEN)
    digest()
    Subscription.objects.create(
        subscriber=person, page=cast.rivages, frequency=Frequency.EACH, confirmed_at=TUESDAY_NOON
    )
    client.post(mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver"))
    assert [s.page for s in person.subscriptions.all()] == [cast.rivages]


def test_a_digest_survives_a_server_that_is_away(cast: Cast, clock: time_machine.Traveller, settings) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    publish(cast.saules)
    clock.move_to(WEDNESDAY_SEVEN)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    digest()
    settings.EMAIL_BACKEND = working
    clock.move_to(WEDNESDAY_SEVEN + dt.timedelta(minutes=40))
    work()
    assert len(mail.outbox) == 1
