"""Mails that are no publication: durable with their cause, sent once, erased after a while."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail as outbox
from django.db import transaction

from preau.jobs.services import run_due
from preau.kernel import clock
from preau.mail.models import MailState, OutgoingMail
from preau.mail.services import mail_send, mails_forget, mails_recover, mails_send
from tests.subscriptions.conftest import Sink

pytestmark = pytest.mark.django_db


def write(key: str = "essai", **fields: str) -> OutgoingMail:
    given = {"to": "alex@exemple.test", "subject": "Réponse", "text": "Voyez https://exemple.test/ici", **fields}
    return mail_send(key=key, **given)


def test_it_leaves_once_however_often_it_is_asked_for() -> None:
    write()
    write()
    run_due()
    write()
    run_due()
    [sent] = outbox.outbox
    assert sent.to == ["alex@exemple.test"]
    assert OutgoingMail.objects.get().state == MailState.DELIVERED


def test_it_leaves_only_with_what_caused_it() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    run_due()
    assert outbox.outbox == []


def test_nothing_that_somebody_typed_becomes_a_header() -> None:
    write(subject="Bonjour\r\nBcc: tous@exemple.test", sender_name="École\nX-Mal: oui")
    run_due()
    [sent] = outbox.outbox
    assert sent.subject == "Bonjour Bcc: tous@exemple.test"
    assert "X-Mal" not in sent.extra_headers
    assert "Bcc" not in sent.extra_headers
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_real_server_gets_both_texts_and_a_name_of_its_own(sink: Sink) -> None:
    mail = write(text="Ligne <1>\n.\nvoyez https://exemple.test/ici")
    run_due()
    [(recipient, received)] = sink.mails
    assert recipient == "alex@exemple.test"
    assert received["Message-ID"].startswith(f"<courrier.{mail.pk}@")
    assert "\n.\n" in received.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert 'href="https://exemple.test/ici"' in received.get_body(("html",)).get_content()
    assert "&lt;1&gt;" in received.get_body(("html",)).get_content()


def test_a_server_that_is_not_ready_is_asked_again_later(sink: Sink) -> None:
    sink.refusals["alex@exemple.test"] = "451 4.7.1 later"
    write()
    mails_send()
    mail = OutgoingMail.objects.get()
    assert mail.state == MailState.RETRYING
    assert mail.next_at is not None
    sink.refusals.clear()
    OutgoingMail.objects.update(next_at=clock.now())
    mails_send()
    assert sink.recipients() == ["alex@exemple.test"]


def test_an_address_that_does_not_exist_fails_in_words(sink: Sink) -> None:
    sink.refusals["alex@exemple.test"] = "550 5.1.1 no such user alex"
    write()
    mails_send()
    mail = OutgoingMail.objects.get()
    assert mail.state == MailState.FAILED
    assert "alex" not in mail.last_error


def test_one_whose_sender_died_is_uncertain_and_never_sent_again() -> None:
    write()
    OutgoingMail.objects.update(state=MailState.SENDING, next_at=clock.now() - dt.timedelta(seconds=1))
    assert mails_recover() == 1
    mails_send()
    assert outbox.outbox == []
    assert OutgoingMail.objects.get().state == MailState.UNKNOWN


def test_its_words_are_erased_after_a_week_and_it_is_still_not_sent_again() -> None:
    write()
    run_due()
    OutgoingMail.objects.update(created_at=clock.now() - dt.timedelta(days=8))
    assert mails_forget() == 1
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.text, mail.subject) == ("", "", "")
    write()
    run_due()
    assert len(outbox.outbox) == 1
