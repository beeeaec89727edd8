"""What messages seem to be: said as they come in, shown with the words that decided, corrected by people."""

from __future__ import annotations

import logging
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.conversations.models import Message
from preau.conversations.services import (
    conversation_answer,
    message_hide,
    message_kind_correct,
    message_show,
    message_triage,
)
from preau.kernel.errors import Invalid, NotAllowed
from preau.records.models import Entry
from preau.triage import Kind, Tone
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork

from .saying import NOOR, again, say, unsay
from .test_desk import see, send

pytestmark = pytest.mark.django_db
HARSH = "<p>On n’a <b>jamais été</b> avertis de la fermeture, c’est inacceptable.</p>"
THREAT = "<p>Je vais te tuer</p>"


def kinds(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    message.conversation.refresh_from_db()
    return message.kind, message.conversation.kind


def test_a_message_says_what_it_seems_to_be_as_soon_as_it_is_here(cast: Cast) -> None:
    message = say(cast.saules, HARSH)
    assert kinds(message) == (Kind.CRITIQUE, Kind.CRITIQUE)
    assert (message.tone, message.conversation.tone) == (Tone.TENSE, Tone.TENSE)
    assert [message.words[start:end] for start, end, _ in message.marks] == ["n’a jamais été avertis", "inacceptable"]


@pytest.mark.parametrize("html", [HARSH, THREAT, "<p>Espèce de conne</p>", "<p>Gagnez 500 $ par jour, cliquez ici</p>"])
def test_triage_hides_and_holds_nothing(cast: Cast, html: str) -> None:
    message = say(cast.saules, html)
    assert message.is_shown
    assert Entry.objects.filter(subject_type="conversations.message").count() == 0


def test_other_words_are_looked_at_anew(cast: Cast) -> None:
    message = say(cast.saules, HARSH)
    again(message, "<p>Merci beaucoup, c’est réglé !</p>")
    assert kinds(message) == (Kind.THANKS, Kind.THANKS)


def test_a_conversation_keeps_the_gravest_that_was_said(cast: Cast) -> None:
    first = say(cast.saules, THREAT)
    say(cast.saules, "<p>Quelle belle journée, merci</p>", by=NOOR, reply_to=first.remote_id)
    assert kinds(first) == (Kind.DANGER, Kind.DANGER)
    assert first.conversation.tone == Tone.HOSTILE


def test_of_what_is_not_grave_the_newest_names_the_conversation(cast: Cast) -> None:
    first = say(cast.saules, HARSH)
    say(cast.saules, "<p>Merci de votre réponse</p>", reply_to=first.remote_id)
    assert kinds(first) == (Kind.CRITIQUE, Kind.THANKS)


def test_what_is_hidden_or_taken_back_no_longer_names_the_conversation(cast: Cast) -> None:
    first = say(cast.saules, HARSH)
    threat = say(cast.saules, THREAT, by=NOOR, reply_to=first.remote_id)
    moderator = cast["saules_moderator"]
    message_hide(message=threat, reason="threat", actor=moderator)
    assert kinds(first)[1] == Kind.CRITIQUE
    message_show(message=threat, actor=moderator)
    assert kinds(first)[1] == Kind.DANGER
    unsay(threat, by=NOOR)
    assert kinds(first)[1] == Kind.CRITIQUE
    assert Message.objects.get(pk=threat.pk).marks == []


def test_what_the_page_says_is_not_looked_at(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, HARSH)
    answer = conversation_answer(
        message=asked, text="C’est inacceptable, en effet.", version=1, actor=cast["saules_moderator"]
    )
    message_triage(message=answer)
    assert Message.objects.get(pk=answer.pk).kind == ""


def test_it_costs_few_statements(cast: Cast) -> None:
    message = say(cast.saules, HARSH)
    with CaptureQueriesContext(connection) as asked:
        message_triage(message=message)
    assert len(asked) <= 3  # the conversation, which whoever receives has at hand, included


def test_a_person_corrects_it_in_one_press_and_it_stays(cast: Cast, client: Client) -> None:
    message = say(cast.saules, HARSH)
    shown = send(client, cast, f"messages/{message.pk}/nature/", kind=Kind.COMPLAINT)
    assert "C’est noté" in shown
    assert "<mark>" not in shown
    assert kinds(message) == (Kind.COMPLAINT, Kind.COMPLAINT)
    again(message, THREAT)
    assert kinds(message) == (Kind.COMPLAINT, Kind.COMPLAINT)
    assert message.marks == []
    entry = Entry.objects.get(verb="message.kind_corrected")
    assert entry.snapshot is not None
    assert (entry.snapshot["seemed"], entry.snapshot["kind"]) == (Kind.CRITIQUE, Kind.COMPLAINT)
    assert "inacceptable" not in str(entry.snapshot)


def test_correcting_twice_to_the_same_is_one_entry(cast: Cast) -> None:
    message = say(cast.saules, HARSH)
    for _ in range(2):
        message_kind_correct(message=message, kind=Kind.QUESTION, actor=cast["saules_moderator"])
    assert Entry.objects.filter(verb="message.kind_corrected").count() == 1


@pytest.mark.parametrize("kind", ["", "praise", "QUESTION"])
def test_only_a_known_kind_is_taken(cast: Cast, client: Client, kind: str) -> None:
    message = say(cast.saules, HARSH)
    with pytest.raises(Invalid):
        message_kind_correct(message=message, kind=kind, actor=cast["saules_moderator"])
    assert "Choisissez dans la liste" in send(client, cast, f"messages/{message.pk}/nature/", kind=kind)


@pytest.mark.parametrize(("who", "status"), [("saules_reader", 404), ("estuaire_administrator", 404)])
def test_who_may_not_moderate_corrects_nothing(cast: Cast, client: Client, who: str, status: int) -> None:
    message = say(cast.saules, HARSH)
    with pytest.raises(NotAllowed):
        message_kind_correct(message=message, kind=Kind.OTHER, actor=cast[who])
    client.force_login(cast[who])
    answer = client.post(f"/bureau/conversations/messages/{message.pk}/nature/", {"kind": "other"})
    assert answer.status_code in (403, status)
    assert client.get(f"/bureau/conversations/messages/{message.pk}/nature/").status_code in (403, 404, 405)
    assert kinds(message)[0] == Kind.CRITIQUE


def test_the_desk_shows_the_words_that_decided_and_that_a_critique_stays(cast: Cast, client: Client) -> None:
    message = say(cast.saules, HARSH)
    shown = see(client, cast, path=f"{message.conversation_id}/")
    assert "On <mark>n’a </mark><b><mark>jamais été</mark></b> <mark>avertis</mark> de la fermeture" in shown
    assert "Semble être <strong>une critique</strong>, à cause des mots surlignés." in shown
    assert "Une critique reste en ligne." in shown
    assert "Ce n’est pas ça" in shown


def test_a_reader_sees_why_but_no_form(cast: Cast, client: Client) -> None:
    message = say(cast.saules, HARSH)
    shown = see(client, cast, "saules_reader", f"{message.conversation_id}/")
    assert "Une critique reste en ligne." in shown
    assert "Ce n’est pas ça" not in shown


def test_scripts_in_a_message_stay_words(cast: Cast, client: Client) -> None:
    message = say(
        cast.saules, "<p>&lt;script&gt;inacceptable&lt;/script&gt; <a href='https://a.example/'>honte</a></p>"
    )
    shown = see(client, cast, path=f"{message.conversation_id}/")
    assert "&lt;script&gt;<mark>inacceptable</mark>&lt;/script&gt;" in shown


def test_what_was_there_before_is_looked_at_by_a_command(cast: Cast) -> None:
    messages = [say(cast.saules, HARSH), say(cast.saules, THREAT), say(cast.saules, HARSH)]
    message_kind_correct(message=messages[2], kind=Kind.QUESTION, actor=cast["saules_moderator"])
    Message.objects.exclude(pk=messages[2].pk).update(kind="", tone="", marks=[])
    call_command("triage-messages", stdout=StringIO())
    assert [kinds(message)[0] for message in messages] == [Kind.CRITIQUE, Kind.DANGER, Kind.QUESTION]
    Message.objects.filter(pk=messages[0].pk).update(kind="spam")
    call_command("triage-messages", stdout=StringIO())
    assert kinds(messages[0])[0] == Kind.SPAM
    call_command("triage-messages", "--again", stdout=StringIO())
    assert [kinds(message)[0] for message in messages] == [Kind.CRITIQUE, Kind.DANGER, Kind.QUESTION]


def test_the_command_goes_on_batch_after_batch(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preau.conversations.services.triage.BATCH", 2)
    messages = [say(cast.saules, HARSH) for _ in range(5)]
    Message.objects.update(kind="", marks=[])
    call_command("triage-messages", stdout=StringIO())
    assert {kinds(message)[0] for message in messages} == {Kind.CRITIQUE}


def test_corrections_are_exported_without_words_or_names(cast: Cast) -> None:
    message = say(cast.saules, HARSH, language="fr")
    message_kind_correct(message=message, kind=Kind.COMPLAINT, actor=cast["saules_moderator"])
    message_kind_correct(message=message, kind=Kind.QUESTION, actor=cast["saules_moderator"])  # of a person's: no news
    out = StringIO()
    call_command("triage-corrections", stdout=out)
    head, *rows = out.getvalue().split()
    assert head == "month,seemed,is,language"
    assert [row.split(",")[1:] for row in rows] == [["critique", "complaint", "fr"]]


def test_a_board_adds_words_and_a_broken_file_stops_nothing(
    cast: Cast, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TRIAGE_FOLDER = tmp_path
    odd = "<p>le zibou du quartier</p>"
    assert kinds(say(cast.saules, odd))[0] == Kind.OTHER
    (tmp_path / "ours.toml").write_text('[[words]]\nsays = "topic"\nwords = ["zibou"]\n')
    (tmp_path / "broken.toml").write_text("[[words")
    with caplog.at_level(logging.WARNING, "preau.triage"):
        assert kinds(say(cast.saules, odd))[0] == Kind.OFF_TOPIC
        assert kinds(say(cast.saules, odd))[0] == Kind.OFF_TOPIC
    assert len([record for record in caplog.records if "broken.toml" in record.getMessage()]) == 1
