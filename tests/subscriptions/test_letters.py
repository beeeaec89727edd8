"""A published post on its way to those who follow its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from preau.channels.models import Delivery, DeliveryState
from preau.jobs.models import Job
from preau.mail.models import MailState
from preau.mail.services.sending import run
from preau.posts.models import PostKind
from preau.subscriptions.models import Frequency, Letter
from preau.subscriptions.services.letters import delivery_send, letters_recover, letters_write
from tests.channels.stage import publish, reader, withdraw, work
from tests.conftest import Cast

from .conftest import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_follower_gets_one_letter(cast: Cast, sink: Sink) -> None:
    people = [reader(cast.saules) for _ in range(7)]
    publish(cast.saules)
    work()
    assert sink.recipients() == sorted(person.email for person in people)
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_who_follows_the_board_and_the_school_gets_a_cascaded_post_once(cast: Cast, sink: Sink) -> None:
    both = reader(cast.rivages, cast.saules)
    publish(cast.rivages, cast.saules, cast.erables)
    work()
    assert sink.recipients() == [both.email]
    text = sink.mails[0][1].get_body(("plain",)).get_content()
    assert "vous suivez Centre de services scolaire des Rivages et École des Trois-Saules" in text
    assert {d.state for d in Delivery.objects.all()} == {DeliveryState.DELIVERED}


def test_a_post_waits_for_the_digest_of_who_asked_for_one(cast: Cast, sink: Sink) -> None:
    reader(cast.saules, frequency=Frequency.DAILY)
    publish(cast.saules)
    work()
    assert sink.mails == []


def test_an_alert_goes_to_everyone_at_once_and_overtakes_the_rest(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules, frequency=Frequency.WEEKLY)
    publish(cast.saules, kind=PostKind.ALERT)
    assert Job.objects.get().priority > 0
    work()
    assert sink.recipients() == [person.email]
    assert sink.mails[0][1]["Subject"].startswith("Alerte\u00a0:")


def test_an_alert_whose_time_has_passed_reaches_nobody(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules, kind=PostKind.ALERT, expires_at=timezone.now())
    work()
    assert sink.mails == []
    assert Letter.objects.get().state == MailState.CANCELLED


def test_a_page_without_followers_has_no_channel_and_no_delivery(cast: Cast) -> None:
    publish(cast.saules)
    assert not Delivery.objects.exists()
    assert not Job.objects.exists()


def test_letters_of_a_withdrawn_post_are_not_sent(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    post = publish(cast.saules)
    withdraw(post)
    work()
    assert sink.mails == []
    assert Delivery.objects.get().state == DeliveryState.CANCELLED


def test_who_confirms_after_the_publication_gets_no_old_news(cast: Cast, sink: Sink) -> None:
    early = reader(cast.saules)
    publish(cast.saules)
    reader(cast.saules)
    work()
    assert sink.recipients() == [early.email]


def test_who_unsubscribes_meanwhile_gets_nothing(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    publish(cast.saules)
    letters_write(delivery_id=Delivery.objects.get().pk)
    person.subscriptions.all().delete()
    work()
    assert sink.mails == []


def test_publishing_the_same_delivery_again_writes_nobody_a_second_letter(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules)
    work()
    letters_write(delivery_id=Delivery.objects.get().pk)
    work()
    assert len(sink.mails) == 1


def test_an_address_that_does_not_exist_is_not_written_to_again(cast: Cast, sink: Sink) -> None:
    gone, fine = reader(cast.saules), reader(cast.saules)
    sink.refusals[gone.email] = "550 5.1.1 no such user"
    publish(cast.saules)
    work()
    gone.refresh_from_db()
    assert gone.bounced_at is not None
    assert Letter.objects.get(subscriber=gone).state == MailState.FAILED
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    publish(cast.saules)
    work()
    assert sink.recipients() == [fine.email, fine.email]


def test_a_refusal_that_is_not_about_the_address_keeps_the_subscriber(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    sink.refusals[person.email] = "550 5.7.1 policy"
    publish(cast.saules)
    work()
    person.refresh_from_db()
    assert person.bounced_at is None
    assert Delivery.objects.get().state == DeliveryState.FAILED


@pytest.mark.parametrize("where", ["refusals", "replies"])
def test_a_letter_put_off_by_the_server_is_tried_again_later(cast: Cast, sink: Sink, where: str) -> None:
    person = reader(cast.saules)
    getattr(sink, where)[person.email] = "451 4.3.0 try again later"
    publish(cast.saules)
    work()
    letter = Letter.objects.get()
    assert letter.state == MailState.RETRYING
    assert Delivery.objects.get().state == DeliveryState.RETRYING
    getattr(sink, where).clear()
    hurry()
    work()
    assert sink.recipients() == [person.email]
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def hurry() -> None:
    """What was put off is due now."""
    past = timezone.now()
    Letter.objects.exclude(next_at=None).update(next_at=past)
    Job.objects.filter(state="waiting").update(run_at=past)


def test_a_text_refused_for_good_is_a_failure(cast: Cast, sink: Sink) -> None:
    person = reader(cast.saules)
    sink.replies[person.email] = "554 5.6.0 no"
    publish(cast.saules)
    work()
    assert Letter.objects.get().last_error.endswith("554 5.6.0")


def test_a_server_that_hangs_up_after_the_text_leaves_the_letter_uncertain_and_never_resent(
    cast: Cast, sink: Sink
) -> None:
    person, other = reader(cast.saules), reader(cast.saules)
    sink.hangs_up_on.add(person.email)
    publish(cast.saules)
    work()
    hurry()
    work()
    assert Letter.objects.get(subscriber=person).state == MailState.UNKNOWN
    assert Delivery.objects.get().state == DeliveryState.UNKNOWN
    assert sink.recipients() == [other.email]


def test_a_server_that_can_not_be_reached_is_tried_later_and_loses_nobody(cast: Cast, sink: Sink, settings) -> None:
    person = reader(cast.saules)
    settings.EMAIL_PORT = 1
    publish(cast.saules)
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, Letter.objects.get().state) == (DeliveryState.RETRYING, MailState.PENDING)
    assert delivery.last_error == "Le serveur de courriel ne répond pas."
    settings.EMAIL_PORT = sink.port
    hurry()
    work()
    assert sink.recipients() == [person.email]


def test_a_server_that_refuses_our_address_stops_the_run_before_anybody_is_lost(cast: Cast, sink: Sink) -> None:
    people = [reader(cast.saules) for _ in range(30)]
    sink.refuses_sender = "550 5.7.1 who are you"
    publish(cast.saules)
    work()
    assert not Letter.objects.filter(state__in=[MailState.FAILED, MailState.UNKNOWN]).exists()
    sink.refuses_sender = ""
    hurry()
    work()
    assert sink.recipients() == sorted(p.email for p in people)


def test_nobody_is_forgotten_between_two_readings_of_the_list(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LOOK_AHEAD", 7)
    people = [reader(cast.saules) for _ in range(30)]
    publish(cast.saules)
    work()
    assert sink.recipients() == sorted(person.email for person in people)


def test_a_server_that_says_wait_to_everybody_is_left_in_peace(cast: Cast, sink: Sink) -> None:
    for _ in range(60):
        sink.refusals[reader(cast.saules).email] = "450 4.7.1 slow down"
    publish(cast.saules)
    work()
    assert Letter.objects.filter(state=MailState.PENDING).count() > 20


def test_a_server_that_refuses_our_credentials_is_named(cast: Cast, sink: Sink, settings) -> None:
    person = reader(cast.saules)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "somebody", "wrong"
    publish(cast.saules)
    work()
    assert Letter.objects.get(subscriber=person).state == MailState.PENDING
    assert Delivery.objects.get().last_error


def test_a_connection_that_the_server_closed_is_opened_anew(cast: Cast, sink: Sink) -> None:
    """Each text closes its connection: the next letter finds it gone before anything was handed over."""
    sink.closes_after_each = True
    people = [reader(cast.saules) for _ in range(12)]
    publish(cast.saules)
    work()
    assert sink.recipients() == sorted(p.email for p in people)


def test_a_fault_of_ours_in_mid_run_forgets_nothing_that_the_server_said(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [reader(cast.saules) for _ in range(20)]
    publish(cast.saules)
    letters_write(delivery_id=Delivery.objects.get().pk)
    commits = iter(range(3))
    real = run.Run._commit

    def commit(self: run.Run, chosen: Any) -> set[int]:
        if next(commits, None) is None:
            raise OSError("disk full")
        return real(self, chosen)

    monkeypatch.setattr(run.Run, "_commit", commit)
    with pytest.raises(OSError, match="disk full"):
        delivery_send(delivery_id=Delivery.objects.get().pk)
    monkeypatch.setattr(run.Run, "_commit", real)
    assert not Letter.objects.filter(state=MailState.SENDING).exists()
    work()
    assert sink.recipients() == sorted(p.email for p in people)


def test_a_letter_that_can_not_be_written_fails_alone(cast: Cast, sink: Sink) -> None:
    broken, fine = reader(cast.saules, email="a@" + "x" * 70 + ".test"), reader(cast.saules)
    publish(cast.saules)
    work()
    assert sink.recipients() == [fine.email]
    assert Letter.objects.get(subscriber=broken).state == MailState.FAILED


def test_connections_are_kept_for_many_letters(cast: Cast, sink: Sink, settings) -> None:
    for _ in range(40):
        reader(cast.saules)
    publish(cast.saules)
    work()
    assert sink.connections <= settings.MAIL_CONNECTIONS
    assert len(sink.mails) == 40


def test_letters_whose_sender_died_become_uncertain_and_stay_unsent(cast: Cast, sink: Sink) -> None:
    reader(cast.saules)
    publish(cast.saules)
    delivery = Delivery.objects.get()
    letters_write(delivery_id=delivery.pk)
    Letter.objects.update(state=MailState.SENDING, next_at=timezone.now())
    assert letters_recover() == 1
    work()
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.UNKNOWN
    assert sink.mails == []


def test_nobody_is_skipped_where_one_batch_of_letters_ends_and_the_next_begins(
    cast: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LOOK_AHEAD", 5)
    people = [reader(cast.saules) for _ in range(23)]
    publish(cast.saules)
    work()
    assert sink.recipients() == sorted(p.email for p in people)
