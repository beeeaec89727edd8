"""The inbox on the desk: who sees what, answering, hiding, reports."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from preau.channels.models import Answer, DeliveryState
from preau.connectors.base import OutcomeUnknown, Refused
from preau.conversations.models import Conversation, ConversationState, HideReason, Message, Report
from preau.conversations.services import conversation_answer, message_hide, message_show, report_settle
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from preau.records.services import verify
from tests.channels.stage import work
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, again, report, say, unsay, vanish

pytestmark = pytest.mark.django_db
INBOX = "/bureau/conversations/"


def see(client: Client, cast: Cast, who: str = "saules_moderator", path: str = "", status: int = 200) -> str:
    client.force_login(cast[who])
    answer = client.get(f"{INBOX}{path}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def send(client: Client, cast: Cast, path: str, who: str = "saules_moderator", status: int = 200, **fields: Any) -> str:
    client.force_login(cast[who])
    answer = client.post(f"{INBOX}{path}", fields, follow=True)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def reply(client: Client, cast: Cast, message: Message, text: str = "Bonjour. À 15 h.", **more: Any) -> str:
    """Answer from the form that the desk shows now."""
    shown = see(client, cast, path=f"{message.conversation_id}/?a={message.pk}")
    fields = dict(re.findall(r'<input type="hidden" name="(message|version)" value="(\d+)"', shown))
    return send(client, cast, f"{message.conversation_id}/repondre/", **{**fields, "text": text, **more})


@pytest.mark.parametrize(
    ("who", "public", "private"),
    [
        ("saules_moderator", True, True),
        ("rivages_communications", True, True),
        ("saules_reader", True, False),
        ("saules_editor", True, False),
        ("estuaire_administrator", False, False),
        ("superuser", True, True),
    ],
)
def test_who_reads_what(cast: Cast, client: Client, who: str, public: bool, private: bool) -> None:
    say(cast.saules, "<p>au grand jour</p>")
    say(cast.saules, "<p>entre nous</p>", by=NOOR, is_private=True)
    text = see(client, cast, who)
    assert ("au grand jour" in text, "entre nous" in text) == (public, private)
    for conversation in Conversation.objects.all():
        is_seen = private if conversation.is_private else public
        see(client, cast, who, f"{conversation.pk}/", 200 if is_seen else 404)


def test_an_official_holds_the_conversation_of_their_own_page(cast: Cast, client: Client) -> None:
    say(cast.commissioner, "<p>Bonjour Camille</p>", is_private=True)
    assert "Bonjour Camille" in see(client, cast, "official")
    assert "Bonjour Camille" not in see(client, cast, "rivages_administrator")


def test_the_rail_and_the_first_screen_count_what_waits(cast: Cast, client: Client) -> None:
    assert 'class="count"' not in see(client, cast)
    for _ in range(3):
        say(cast.saules, "<p>Question</p>")
    assert '<span class="count">3</span>' in see(client, cast)
    assert "Question" in client.get("/bureau/").content.decode()
    assert 'class="count"' not in see(client, cast, "saules_reader")


def test_beyond_a_hundred_it_stops_counting(cast: Cast, client: Client) -> None:
    for _ in range(101):
        say(cast.saules, "<p>Question</p>")
    text = see(client, cast)
    assert '<span class="count">99+</span>' in text
    assert '<span class="number">99+</span>' in text


def test_a_list_is_read_in_sheets_by_state_and_page(cast: Cast, client: Client) -> None:
    for number in range(30):
        say(cast.saules, f"<p>numéro {number}.</p>")
    say(cast.erables, "<p>ailleurs</p>")
    text = see(client, cast, "rivages_moderator", "?page=page_900001")
    assert "numéro 29." in text
    assert "ailleurs" not in text
    assert "numéro 4." not in text
    older = re.search(r"avant=([\d-]+)", text)
    assert older
    sheet = f"?page=page_900001&avant={older[1]}"
    second = see(client, cast, "rivages_moderator", sheet)
    assert "numéro 4." in second
    opened = re.search(r'conversations/(\d+/\?\S+avant=[\d-]+)"', second)
    assert opened
    assert "numéro 3." in see(client, cast, "rivages_moderator", html.unescape(opened[1]))  # beside it, the same sheet
    assert "Aucune conversation terminée" in see(client, cast, path="?etat=closed")
    see(client, cast, path="?avant=rien", status=404)


def test_only_private_ones(cast: Cast, client: Client) -> None:
    say(cast.saules, "<p>au grand jour</p>")
    say(cast.saules, "<p>entre nous</p>", is_private=True)
    text = see(client, cast, path="?prive=1")
    assert "entre nous" in text
    assert "au grand jour" not in text


def test_few_queries_however_many_conversations(cast: Cast, client: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(25):
        say(cast.saules, "<p>Question</p>")
    client.force_login(cast["saules_moderator"])
    with django_assert_max_num_queries(56):
        client.get(INBOX)


def test_an_answer_leaves_in_the_name_of_the_page(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    post = publish(cast.saules, "Exposition")
    asked = say(cast.saules, "<p>À quelle heure ?</p>", post=post)
    assert "Votre réponse part" in reply(client, cast, asked)
    work()
    [outgoing] = network.answered
    assert (outgoing.reply_to, outgoing.author) == (asked.remote_id, asked.author_id)
    assert Conversation.objects.get().state == ConversationState.THEIRS
    text = client.get(f"/@page_900001/{post.pk}").content.decode()
    assert text.index("À quelle heure ?") < text.index("Bonjour. À 15 h.")
    assert "saules moderator" in see(client, cast, path=f"{asked.conversation_id}/")
    assert "saules moderator" not in text
    assert Entry.objects.filter(verb="answer.sent", actor_id=cast["saules_moderator"].pk).count() == 1


def test_what_answers_our_answer_joins_the_conversation(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    reply(client, cast, asked)
    work()
    thanks = say(cast.saules, "<p>Merci</p>", reply_to=Answer.objects.get().remote_id)
    assert thanks.conversation == asked.conversation
    assert Conversation.objects.get().state == ConversationState.OURS


def test_a_private_question_gets_a_private_answer(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    post = publish(cast.saules, "Exposition")
    asked = say(cast.saules, "<p>Entre nous</p>", post=post, is_private=True)
    assert "à cette personne seule" in reply(client, cast, asked, "Juste pour vous.")
    work()
    assert network.answered[0].is_private
    assert "Juste pour vous" not in client.get(f"/@page_900001/{post.pk}").content.decode()


def test_of_two_who_answer_at_once_the_second_is_stopped_and_keeps_their_words(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    version = asked.conversation.version
    reply(client, cast, asked, "À 15 h.")
    fields = {"message": asked.pk, "version": version, "text": "À 16 h."}
    text = send(client, cast, f"{asked.conversation_id}/repondre/", "rivages_moderator", 409, **fields)
    assert "Rien n’est parti" in text
    assert "À 16 h.</textarea>" in text
    assert "À 15 h." in text
    work()
    assert [answer.text for answer in network.answered] == ["À 15 h."]
    fields["version"] = int(re.search(r'name="version" value="(\d+)"', text)[1])  # type: ignore[index]
    send(client, cast, f"{asked.conversation_id}/repondre/", "rivages_moderator", **fields)
    work()
    assert len(network.answered) == 2


@pytest.mark.parametrize("what", ["edit", "withdraw", "hide", "close"])
def test_whoever_writes_is_told_that_what_they_read_has_changed(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork], what: str
) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    say(cast.saules, "<p>Moi aussi</p>", by=NOOR, reply_to=asked.remote_id)
    version = asked.conversation.version
    acts: dict[str, Any] = {
        "edit": lambda: again(asked, "<p>Combien ?</p>"),
        "withdraw": lambda: unsay(asked),
        "hide": lambda: message_hide(message=asked, reason="spam", actor=cast["saules_moderator"]),
        "close": lambda: send(client, cast, f"{asked.conversation_id}/etat/", state="closed"),
    }
    acts[what]()
    with pytest.raises(Conflict):
        conversation_answer(message=asked, text="Oui.", version=version, actor=cast["saules_moderator"])
    assert not Answer.objects.exists()


def test_another_voice_does_not_stop_an_answer(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    version = asked.conversation.version
    say(cast.saules, "<p>Moi aussi</p>", by=NOOR, reply_to=asked.remote_id)
    conversation_answer(message=asked, text="Oui.", version=version, actor=cast["saules_moderator"])
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("word", ["masquer", "nature"])
def test_after_a_look_at_one_message_the_list_beside_is_as_it_was(cast: Cast, client: Client, word: str) -> None:
    message = say(cast.saules, "<p>Quand ?</p>")
    shown = see(client, cast, path=f"{message.conversation_id}/?etat=new&genre=question")
    [path] = re.findall(rf'"([^"]*messages/{message.pk}/{word}/[^"]*)"', shown)
    done = client.post(html.unescape(path), {"reason": HideReason.SPAM, "kind": "thanks"})
    assert done["Location"].endswith(f"/{message.conversation_id}/?etat=new&genre=question")


def test_after_an_answer_the_list_beside_is_as_it_was(cast: Cast, client: Client) -> None:
    message = say(cast.saules, "<p>Quand ?</p>")
    shown = see(client, cast, path=f"{message.conversation_id}/?etat=mine&genre=question")
    action = re.search(r'action="([^"]*repondre/[^"]*)"', shown)
    assert action
    fields = dict(re.findall(r'<input type="hidden" name="(message|version)" value="(\d+)"', shown))
    done = client.post(html.unescape(action[1]), {**fields, "text": "À 15 h."})
    assert done["Location"].endswith(f"/{message.conversation_id}/?etat=mine&genre=question")


@pytest.mark.parametrize("text", ["", "   ", "a" * 3_001])
def test_an_answer_that_can_not_leave_is_kept_and_says_why(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork], text: str
) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    fields = {"message": asked.pk, "version": asked.conversation.version, "text": text}
    shown = send(client, cast, f"{asked.conversation_id}/repondre/", status=422, **fields)
    assert 'id="answer-error"' in shown
    assert text.strip() in shown
    assert not Answer.objects.exists()


def test_nobody_answers_where_they_may_not(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    fields = {"message": asked.pk, "version": asked.conversation.version, "text": "Oui."}
    for who, status in {"saules_reader": 403, "saules_editor": 403, "estuaire_administrator": 404}.items():
        send(client, cast, f"{asked.conversation_id}/repondre/", who, status, **fields)
    with pytest.raises(NotAllowed):
        conversation_answer(message=asked, text="Oui.", version=1, actor=cast["saules_editor"])
    assert 'name="text"' not in see(client, cast, "saules_reader", f"{asked.conversation_id}/")
    assert not Answer.objects.exists()


def test_another_conversations_message_is_not_answered_here(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    one, other = say(cast.saules, "<p>Un</p>"), say(cast.saules, "<p>Deux</p>")
    fields = {"message": other.pk, "version": 1, "text": "Oui."}
    send(client, cast, f"{one.conversation_id}/repondre/", status=404, **fields)
    assert not Answer.objects.exists()


def test_a_closed_page_answers_no_more(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    cast.saules.closed_at = asked.said_at
    cast.saules.save()
    with pytest.raises(Invalid):
        conversation_answer(message=asked, text="Oui.", version=1, actor=cast["saules_moderator"])


def test_where_pages_can_not_answer_it_is_said(cast: Cast, client: Client, settings: Any) -> None:
    settings.NETWORKS = {"mail": settings.NETWORKS["mail"]}
    asked = say(cast.saules, "<p>Question</p>")
    text = see(client, cast, path=f"{asked.conversation_id}/")
    assert "On ne peut pas répondre sur ce réseau" in text
    assert 'name="text"' not in text


@pytest.mark.parametrize(
    ("policy", "language", "expected"), [("fr", "en", "fr"), ("en", "fr", "en"), ("fr+en", "en-CA", "en")]
)
def test_an_answer_is_in_the_pages_language_or_the_askers(
    cast: Cast, network: type[FakeTalkingNetwork], policy: str, language: str, expected: str
) -> None:
    cast.saules.institution.language_policy = policy
    cast.saules.institution.save()
    asked = say(cast.saules, "<p>Question</p>", language=language)
    conversation_answer(message=asked, text="Ok.", version=1, actor=cast["saules_moderator"])
    assert Answer.objects.get().language == expected


@pytest.mark.parametrize(
    ("error", "decision", "arrived"),
    [(Refused("non"), "retry", 1), (OutcomeUnknown("?"), "resend", 1), (OutcomeUnknown("?"), "received", 0)],
)
def test_an_answer_in_trouble_is_decided_by_a_person(
    cast: Cast,
    client: Client,
    network: type[FakeTalkingNetwork],
    error: Exception,
    decision: str,
    arrived: int,
) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    reply(client, cast, asked)
    network.does.append(error)
    work()
    ours = Message.objects.get(answer__isnull=False)
    assert str(DeliveryState(ours.answer.state).label) in see(client, cast, path=f"{asked.conversation_id}/")
    assert "Des réponses vous attendent" in client.get("/bureau/").content.decode()
    send(client, cast, f"messages/{ours.pk}/envoi/", "estuaire_administrator", 404, decision=decision)
    send(client, cast, f"messages/{ours.pk}/envoi/", decision="boum")
    send(client, cast, f"messages/{ours.pk}/envoi/", decision=decision)
    work()
    assert len(network.answered) == arrived
    assert Answer.objects.get().state == DeliveryState.DELIVERED


def test_an_answer_is_taken_back_everywhere(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    post = publish(cast.saules, "Exposition")
    asked = say(cast.saules, "<p>Question</p>", post=post)
    reply(client, cast, asked, "Mauvaise heure.")
    work()
    ours = Message.objects.get(answer__isnull=False)
    assert "Mauvaise heure" in see(client, cast, path=f"messages/{ours.pk}/retirer/")
    send(client, cast, f"messages/{ours.pk}/retirer/")
    work()
    assert network.forgotten == [ours.answer_id]
    text = client.get(f"/@page_900001/{post.pk}").content.decode()
    assert "Réponse retirée par École des Trois-Saules" in text
    assert "Mauvaise heure" not in text


def test_hiding_leaves_a_trace_and_its_reason_and_is_reversible(cast: Cast, client: Client) -> None:
    post = publish(cast.saules, "Exposition")
    message = say(cast.saules, "<p>Gros mot</p>", post=post)
    assert "Une critique reste en ligne" in see(client, cast, path=f"messages/{message.pk}/masquer/")
    send(client, cast, f"messages/{message.pk}/masquer/", reason="attack", note="Voir la politique")
    public = client.get(f"/@page_900001/{post.pk}").content.decode()
    assert "Message masqué par École des Trois-Saules" in public
    assert "Injure ou attaque contre une personne" in public
    assert not any(word in public for word in ("Gros mot", "Alex", "Voir la politique"))
    desk = see(client, cast, path=f"{message.conversation_id}/")
    assert "Gros mot" in desk
    assert "Voir la politique" in desk
    entry = Entry.objects.get(verb="message.hidden")
    assert (entry.snapshot["html"], entry.snapshot["reason"]) == ("<p>Gros mot</p>", "attack")
    assert verify().is_whole
    send(client, cast, f"messages/{message.pk}/montrer/")
    assert "Gros mot" in client.get(f"/@page_900001/{post.pk}").content.decode()
    assert Entry.objects.filter(verb="message.shown").exists()


def test_hiding_twice_keeps_the_first_reason(cast: Cast) -> None:
    message = say(cast.saules, "<p>a</p>")
    for reason in ("attack", "spam"):
        message_hide(message=message, reason=reason, actor=cast["saules_moderator"])
    message.refresh_from_db()
    assert message.hidden_reason == HideReason.ATTACK
    assert Entry.objects.filter(verb="message.hidden").count() == 1


def test_what_is_wholly_hidden_waits_for_no_answer_until_it_is_shown_again(cast: Cast) -> None:
    one = say(cast.saules, "<p>a</p>")
    two = say(cast.saules, "<p>b</p>", by=NOOR, reply_to=one.remote_id)
    states = []
    for act in (
        lambda: message_hide(message=one, reason="attack", actor=cast["saules_moderator"]),
        lambda: message_hide(message=two, reason="attack", actor=cast["saules_moderator"]),
        lambda: message_show(message=two, actor=cast["saules_moderator"]),
    ):
        act()
        states.append(Conversation.objects.get().state)
    assert states == ["new", "closed", "new"]


def test_a_reason_of_the_list_is_asked_for(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    message = say(cast.saules, "<p>Vous êtes nuls</p>")
    send(client, cast, f"messages/{message.pk}/masquer/", status=422, reason="je n’aime pas")
    with pytest.raises(Invalid):
        message_hide(message=message, reason="", actor=cast["saules_moderator"])
    with pytest.raises(NotAllowed):
        message_hide(message=message, reason="spam", actor=cast["saules_reader"])
    reply(client, cast, message)
    ours = Message.objects.get(answer__isnull=False)
    with pytest.raises(Invalid):
        message_hide(message=ours, reason="spam", actor=cast["saules_moderator"])
    assert not Message.objects.filter(hidden_at__isnull=False).exists()


def test_what_is_hidden_stays_so_when_it_is_edited(cast: Cast, client: Client) -> None:
    post = publish(cast.saules, "Exposition")
    message = say(cast.saules, "<p>Gros mot</p>", post=post)
    message_hide(message=message, reason="attack", actor=cast["saules_moderator"])
    again(message, "<p>Autre gros mot</p>")
    assert "gros mot" not in client.get(f"/@page_900001/{post.pk}").content.decode()


def test_what_was_hidden_is_in_the_journal_even_if_its_author_is_no_more(cast: Cast) -> None:
    message = say(cast.saules, "<p>Menace</p>")
    message_hide(message=message, reason="threat", actor=cast["saules_moderator"])
    vanish(ALEX)
    assert Entry.objects.get(verb="message.hidden").snapshot["html"] == "<p>Menace</p>"


def test_a_held_message_appears_once_a_moderator_has_seen_it(cast: Cast, client: Client) -> None:
    post = publish(cast.saules, "Exposition")
    message = say(cast.saules, "<p>Question</p>", post=post, is_held=True)
    assert "Retenu" in see(client, cast, path=f"{message.conversation_id}/")
    send(client, cast, f"messages/{message.pk}/montrer/", "saules_reader", 403)
    send(client, cast, f"messages/{message.pk}/montrer/")
    assert "Question" in client.get(f"/@page_900001/{post.pk}").content.decode()
    assert Entry.objects.filter(verb="message.released").exists()


def test_a_conversation_is_closed_and_reopened(cast: Cast, client: Client) -> None:
    asked = say(cast.saules, "<p>Merci</p>")
    for state in ("closed", "closed", "new"):
        send(client, cast, f"{asked.conversation_id}/etat/", state=state)
    assert Conversation.objects.get().state == "new"
    verbs = list(
        Entry.objects.filter(verb__startswith="conversation").order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["conversation.closed", "conversation.reopened"]


def test_what_its_author_took_back_waits_for_nobody(cast: Cast, client: Client) -> None:
    unsay(say(cast.saules, "<p>Oups</p>"))
    assert "Rien n’attend de réponse" in see(client, cast)
    assert "Message retiré" in see(client, cast, path="?etat=closed")


def test_a_report_reaches_the_moderators_and_nobody_else(cast: Cast, client: Client) -> None:
    message = say(cast.saules, "<p>Gros mot</p>")
    report(cast.saules, message.remote_id, "https://ailleurs.exemple/1", reason="C’est <b>blessant</b>.")
    found = Report.objects.get()
    assert "C’est &lt;b&gt;blessant&lt;/b&gt;." in see(client, cast, path="signalements/")
    text = see(client, cast, path=f"signalements/{found.pk}/")
    assert "Gros mot" in text
    assert "https://ailleurs.exemple/1" in text
    see(client, cast, "saules_reader", f"signalements/{found.pk}/", 403)
    see(client, cast, "estuaire_administrator", f"signalements/{found.pk}/", 404)
    send(client, cast, f"signalements/{found.pk}/", note="Rien à masquer")
    assert "Aucun signalement à voir" in see(client, cast, path="signalements/")
    assert "Rien à masquer" in see(client, cast, path="signalements/?etat=regles")
    send(client, cast, f"signalements/{found.pk}/", note="Encore")
    assert Entry.objects.filter(verb="report.settled").count() == 1
    with pytest.raises(NotAllowed):
        report_settle(report=found, note="", actor=cast["saules_reader"])


def test_english_screens_are_english(cast: Cast, client: Client, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    client.force_login(cast["saules_moderator"])
    text = client.get(f"/en{INBOX}{asked.conversation_id}/").content.decode()
    assert "Answer as École des Trois-Saules" in text
