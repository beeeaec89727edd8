"""Asking without an account, as a parent does it: typed, confirmed by mail, answered, followed, taken back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from preau.channels.models import Answer, DeliveryState, InboundItem
from preau.channels.registry import can_answer, delivered_networks
from preau.conversations import limits, tasks
from preau.conversations.models import Appears, Conversation, HeldFor, Message, Policy, Visitor
from preau.conversations.services import (
    answer_take_back,
    conversation_answer,
    message_hide,
    message_show,
    visitor_link,
    visitor_mail,
)
from preau.conversations.services.visitors import visitors_forget
from preau.conversations.tokens import form_token
from preau.institutions.models import Page
from preau.kernel import clock
from preau.mail.models import MailState, OutgoingMail
from preau.posts.models import Post
from preau.records.models import Entry
from tests.channels.stage import work
from tests.conftest import Cast
from tests.website.saying import say as publish

from .saying import say

pytestmark = pytest.mark.django_db
EMAIL = "parent@exemple.test"


@pytest.fixture
def post(cast: Cast) -> Post:
    return publish(cast.saules, "Exposition jeudi")


def rule(page: Page, appears: str) -> None:
    Policy.objects.update_or_create(institution=page.institution, defaults={"visitors": appears})


def fields(**changes: Any) -> dict[str, Any]:
    given = {"text": "À quelle heure ?", "name": "Une mère", "email": EMAIL, "token": form_token(is_read=True)}
    return {**given, **changes}


def ask(client: Client, path: str = "/@page_900001/question", **changes: Any) -> Any:
    return client.post(path, fields(**changes))


def link(word: str = "echange") -> str:
    """The newest such address in a mail."""
    found = [re.search(rf"http://testserver(/\S*{word}\S*)", str(one.body)) for one in mail.outbox]
    return [match.group(1) for match in found if match][-1]


def confirm(client: Client) -> str:
    """Press the button of the last mail. Gives the address of the private page."""
    work()
    page = link("confirmer")
    items = re.findall(r'name="item" value="(\d+)"[^>]* checked', client.get(page).content.decode())
    return str(client.post(page, {"action": "confirm", "item": items})["Location"]).partition("?")[0]


def asked(client: Client, path: str = "/@page_900001/question", **changes: Any) -> str:
    assert ask(client, path, **changes).status_code == 302
    return confirm(client)


def answer(cast: Cast, text: str = "À 15 h 30.") -> Message:
    message = Message.objects.exclude(visitor=None).latest("pk")
    version = message.conversation.version
    said = conversation_answer(message=message, text=text, version=version, actor=cast["saules_moderator"])
    work()
    return said


def see(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_a_page_and_a_post_lead_to_the_form(client: Client, cast: Cast, post: Post) -> None:
    assert "/@page_900001/question" in see(client, "/@page_900001")
    assert f"/@page_900001/{post.pk}/repondre" in see(client, f"/@page_900001/{post.pk}")
    form = see(client, "/@page_900001/question")
    assert "911" in form
    assert "Jamais affiché" in form
    english = see(client, "/en/@page_900001/question")
    assert "Never shown" in english
    assert "3,000 characters at most" in english


def test_what_is_typed_waits_for_the_mailbox_to_confirm_it(client: Client, cast: Cast) -> None:
    assert ask(client)["Location"] == "/@page_900001/question/recu"
    item = InboundItem.objects.get()
    assert (item.network, item.kind, item.sender) == ("visitor", "Message", f"visitor:{Visitor.objects.get().pk}")
    assert not Message.objects.exists()
    work()
    client.get(link("confirmer"))
    assert not Message.objects.exists()
    confirm(client)
    message = Message.objects.get()
    assert (message.network, message.author_name, message.words) == ("visitor", "Une mère", "À quelle heure ?")
    assert "À quelle heure ?" in see(client, "/@page_900001")
    assert "À quelle heure ?" in see(client, "/@page_900001/questions")


def test_the_mail_that_asks_says_nothing_that_a_stranger_typed(client: Client, cast: Cast) -> None:
    ask(client, name="Gagnez mille dollars", text="https://arnaque.exemple")
    work()
    assert mail.outbox[0].to == [EMAIL]
    assert not re.search("mille|arnaque", str(mail.outbox[0].message()))


@pytest.mark.parametrize(
    ("appears", "before", "after", "held"),
    [
        (Appears.AT_ONCE, 1, 1, ""),
        (Appears.CONFIRMED, 0, 1, ""),
        (Appears.APPROVED, 0, 1, HeldFor.APPROVAL),
    ],
)
def test_it_appears_by_the_rule_of_the_page(
    client: Client, cast: Cast, appears: str, before: int, after: int, held: str
) -> None:
    rule(cast.rivages, appears)
    ask(client)
    assert Message.objects.count() == before
    confirm(client)
    assert (Message.objects.count(), Message.objects.get().held_for) == (after, held)
    assert ("À quelle heure" in see(client, "/@page_900001")) == (not held)


def test_what_waits_for_approval_appears_once_a_moderator_lets_it(client: Client, cast: Cast) -> None:
    rule(cast.saules, Appears.APPROVED)
    private = asked(client)
    assert "En attente" in see(client, private)
    message_show(message=Message.objects.get(), actor=cast["saules_moderator"])
    assert "À quelle heure" in see(client, "/@page_900001")
    assert "En attente" not in see(client, private)


def test_in_private_it_appears_nowhere_and_is_always_confirmed(client: Client, cast: Cast) -> None:
    rule(cast.saules, Appears.AT_ONCE)
    ask(client, private="on")
    assert not Message.objects.exists()
    confirm(client)
    assert Conversation.objects.get().is_private
    assert "À quelle heure" not in see(client, "/@page_900001/questions")


def test_it_stands_in_one_thread_with_the_fediverse(client: Client, cast: Cast, post: Post) -> None:
    theirs = say(cast.saules, "<p>Bonne question</p>", post=post)
    path = f"/@page_900001/{post.pk}/repondre?a={theirs.pk}"
    assert "Bonne question" in see(client, path)
    asked(client, path)
    assert Conversation.objects.count() == 1
    assert Message.objects.get(network="visitor").reply_to == theirs.remote_id
    assert see(client, f"/@page_900001/{post.pk}").count("depth-1") == 1


def test_what_answers_the_page_stays_below_it_once_its_answer_is_sent(client: Client, cast: Cast, post: Post) -> None:
    asked(client, f"/@page_900001/{post.pk}/repondre")
    message = Message.objects.get()
    ours = conversation_answer(message=message, text="Oui.", version=1, actor=cast["saules_moderator"])
    asked(client, f"/@page_900001/{post.pk}/repondre?a={ours.pk}", text="Merci !")
    ours.refresh_from_db()
    assert Message.objects.latest("pk").reply_to == ours.remote_id
    assert "urn:" in ours.remote_id


def test_the_same_form_sent_twice_is_kept_once_and_other_words_twice(client: Client, cast: Cast) -> None:
    token = form_token(is_read=True)
    for text in ("Un", "Un", "Deux"):
        ask(client, token=token, text=text)
    assert InboundItem.objects.count() == 2


def test_two_people_who_were_given_the_same_form_are_both_heard(client: Client, cast: Cast) -> None:
    token = form_token(is_read=True)
    ask(client, token=token)
    ask(client, token=token, email="autre@exemple.test")
    assert InboundItem.objects.filter(network="visitor").count() == 2


@pytest.mark.parametrize("token", ["", "faux", "WzEsMl0:1abc:zzz", "a" * 5_000])
def test_a_form_without_its_time_comes_back_with_what_was_typed(client: Client, cast: Cast, token: str) -> None:
    answer = ask(client, token=token)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "À quelle heure ?</textarea>" in text
    again = re.search(r'name="token" value="([^"]+)"', text)
    assert again
    assert ask(client, token=again[1]).status_code == 302


def test_too_fast_is_asked_again_and_too_late_too(client: Client, cast: Cast) -> None:
    fresh = form_token()
    assert ask(client, token=fresh).status_code == 422
    with time_machine.travel(clock.now() + limits.FORM_LASTS + dt.timedelta(minutes=1), tick=False):
        assert ask(client, token=fresh).status_code == 422
    assert not InboundItem.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked(client: Client, cast: Cast) -> None:
    assert ask(client, website="https://pourriel.exemple").status_code == 302
    assert not InboundItem.objects.exists()


def test_a_browser_that_another_site_sends_is_refused(client: Client, cast: Cast) -> None:
    assert client.post("/@page_900001/question", fields(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_no_cookie_is_set(client: Client, cast: Cast) -> None:
    client.get(asked(client))
    assert not client.cookies


# --- Limits -----------------------------------------------------------------------------------------------------------


def test_many_from_one_address_are_held_and_another_address_is_free(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HELD_FROM", 2)
    rule(cast.saules, Appears.AT_ONCE)
    for number in range(3):
        ask(client, email=f"eleve{number}@exemple.test")
    ask(Client(REMOTE_ADDR="192.0.2.7"), email="autre@exemple.test")
    assert [message.held_for for message in Message.objects.order_by("pk")] == ["", "", HeldFor.LIMIT, ""]


def test_far_too_many_are_refused_in_words_and_nothing_typed_is_lost(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REFUSED_FROM", 1)
    ask(client)
    answer = ask(client, text="Encore une question")
    assert (answer.status_code, InboundItem.objects.count()) == (429, 1)
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "Encore une question</textarea>" in answer.content.decode()
    assert ask(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_a_mailbox_is_not_filled_and_the_link_shows_all_that_waits(client: Client, cast: Cast) -> None:
    for number in range(limits.MAILS + 2):
        ask(client, text=f"Question {number}")
    work()
    assert len(mail.outbox) == limits.MAILS
    assert see(client, link("confirmer")).count('name="item"') == limits.MAILS + 2


# --- Confirming -------------------------------------------------------------------------------------------------------


def test_only_what_is_ticked_is_confirmed(client: Client, cast: Cast) -> None:
    ask(client, text="De moi")
    ask(client, text="D’un autre")
    confirm(client)
    assert Message.objects.get().words == "D’un autre"  # the link that was followed is its own


def test_a_link_pressed_twice_says_it_once(client: Client, cast: Cast) -> None:
    asked(client)
    page = link("confirmer")
    client.post(page, {"action": "confirm", "item": str(InboundItem.objects.get().pk)})
    assert Message.objects.count() == 1
    assert "C’est confirmé" in see(client, page)


def test_nobody_confirms_what_others_wrote(client: Client, cast: Cast) -> None:
    ask(client, email="autre@exemple.test")
    other = InboundItem.objects.get()
    ask(client)
    work()
    client.post(link("confirmer"), {"action": "confirm", "item": [str(other.pk), "x", "9" * 40]})
    assert not Message.objects.exists()


@pytest.mark.parametrize("appears", [Appears.AT_ONCE, Appears.CONFIRMED])
def test_whoever_did_not_write_it_erases_it(client: Client, cast: Cast, appears: str) -> None:
    rule(cast.saules, appears)
    ask(client)
    work()
    assert "C’est effacé" in client.post(link("confirmer"), {"action": "disown"}).content.decode()
    assert InboundItem.objects.get().payload == ""
    assert "À quelle heure" not in see(client, "/@page_900001")


@pytest.mark.parametrize("token", ["perdu", "WzEsMSwxXQ:abc", "é"])
def test_a_forged_link_opens_nothing(client: Client, cast: Cast, token: str) -> None:
    ask(client)
    assert client.get(f"/echange/confirmer/{token}").status_code == 404
    assert client.post(f"/echange/confirmer/{token}", {"action": "confirm"}).status_code == 404


def test_a_link_dies_after_three_days_and_so_does_what_waited(client: Client, cast: Cast) -> None:
    ask(client)
    work()
    with time_machine.travel(clock.now() + limits.CONFIRM_WITHIN + dt.timedelta(hours=1), tick=False):
        assert client.get(link("confirmer")).status_code == 404
        tasks.forget_visitors()
    assert (InboundItem.objects.get().payload, Visitor.objects.get().email) == ("", None)


# --- The answer -------------------------------------------------------------------------------------------------------


def test_visitors_are_answered_and_nothing_is_published_to_them() -> None:
    assert can_answer("visitor")
    assert "visitor" not in delivered_networks()


def test_the_answer_stands_on_the_page_and_arrives_by_mail_once(client: Client, cast: Cast) -> None:
    private = asked(client)
    answer(cast)
    assert Answer.objects.get().state == DeliveryState.DELIVERED
    assert "À 15 h 30." in see(client, "/@page_900001/questions")
    sent = [one for one in mail.outbox if "À 15 h 30." in str(one.body)]
    assert [one.to for one in sent] == [[EMAIL]]
    assert link() == private
    assert "Répondu" in see(client, private)


def test_who_wants_no_mail_gets_none(client: Client, cast: Cast) -> None:
    private = asked(client)
    client.post(private, {"action": "mails", "wants": "0"})
    before = len(mail.outbox)
    answer(cast)
    assert len(mail.outbox) == before
    assert Answer.objects.get().state == DeliveryState.DELIVERED
    assert "À 15 h 30." in see(client, private)


def test_an_address_that_nobody_confirmed_is_not_written_to(client: Client, cast: Cast) -> None:
    rule(cast.saules, Appears.AT_ONCE)
    ask(client)
    work()
    answer(cast)
    assert not [one for one in mail.outbox if "À 15 h 30." in str(one.body)]


def test_an_answer_taken_back_leaves_the_private_page_and_the_mail_that_waits(client: Client, cast: Cast) -> None:
    private = asked(client)
    said = answer(cast)
    key = f"visitor:{Visitor.objects.get().pk}:answer:{said.answer_id}"
    OutgoingMail.objects.filter(key=key).update(state=MailState.RETRYING, next_at=clock.now() + dt.timedelta(days=1))
    answer_take_back(message=said, actor=cast["saules_moderator"])
    work()
    assert OutgoingMail.objects.get(key=key).state == MailState.CANCELLED
    assert "Réponse retirée par la page" in see(client, private)


# --- The private page -------------------------------------------------------------------------------------------------


def test_the_private_page_is_kept_by_nobody_and_told_to_nobody(client: Client, cast: Cast) -> None:
    answer = client.get(asked(client))
    assert "no-store" in answer["Cache-Control"]
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert EMAIL not in answer.content.decode()


def test_more_is_said_without_confirming_again(client: Client, cast: Cast) -> None:
    private = asked(client)
    said = answer(cast)
    token = form_token(is_read=True)
    for _ in range(2):
        client.post(private, {"action": "say", "answers": said.pk, "text": "Merci !", "token": token})
    assert Message.objects.filter(visitor__isnull=False).count() == 2
    assert Message.objects.latest("pk").author_name == "Une mère"
    assert Conversation.objects.get().state == "ours"


def test_what_cannot_be_said_comes_back_in_its_form(client: Client, cast: Cast) -> None:
    private = asked(client)
    said = answer(cast)
    given = {"action": "say", "answers": said.pk, "text": "a" * (limits.WORDS + 1), "token": form_token(is_read=True)}
    back = client.post(private, given)
    assert back.status_code == 422
    assert "retirez-en 1" in back.content.decode()
    cast.saules.closed_at = clock.now()
    cast.saules.save()
    assert client.post(private, {**given, "text": "Merci"}).status_code == 422


def test_an_error_says_nothing_of_what_was_done_before(client: Client, cast: Cast) -> None:
    private = f"{asked(client)}?fait=confirme"
    assert "C’est confirmé" in see(client, private)
    said = Message.objects.latest("pk")
    given = {"action": "say", "answers": said.pk, "text": "", "token": form_token(is_read=True)}
    back = client.post(private, given).content.decode()
    assert "Écrivez d’abord votre message" in back
    assert "C’est confirmé" not in back


def test_what_was_typed_comes_back_though_the_page_answered_meanwhile(client: Client, cast: Cast) -> None:
    private = asked(client)
    given = {
        "action": "say",
        "answers": Message.objects.latest("pk").pk,
        "text": "Et vendredi ?",
        "token": form_token(),
    }
    answer(cast)
    assert "Et vendredi ?</textarea>" in client.post(private, given).content.decode()


def test_where_all_is_taken_back_nothing_is_left_to_go_on_with(client: Client, cast: Cast) -> None:
    private = asked(client)
    assert "Ajouter un message" in see(client, private)
    answer(cast)
    assert "Ajouter un message" not in see(client, private)
    answer_take_back(message=Message.objects.latest("pk"), actor=cast["superuser"])
    client.post(f"{private}/retirer/{Message.objects.exclude(visitor=None).get().pk}")
    assert "<textarea" not in see(client, private)


def test_a_form_that_comes_back_says_so_on_top(client: Client, cast: Cast) -> None:
    top = ask(client, email="", name="").content.decode().partition("<textarea")[0]
    assert "2 champs sont à revoir" in top


def test_nobody_speaks_in_the_conversation_of_others(client: Client, cast: Cast) -> None:
    private = asked(client)
    other = say(cast.saules, "<p>Ailleurs</p>")
    given = {"action": "say", "answers": other.pk, "text": "Coucou", "token": form_token(is_read=True)}
    assert client.post(private, given).status_code == 404
    assert client.post(f"{private}/retirer/{other.pk}").status_code == 404
    unknown = client.get("/echange/inconnu")
    assert unknown.status_code == 404
    assert "Ce lien n’est plus valable" in unknown.content.decode()


def test_a_message_is_taken_back_once_looked_at(client: Client, cast: Cast) -> None:
    private = asked(client)
    answer(cast)
    message = Message.objects.exclude(visitor=None).get()
    page = f"{private}/retirer/{message.pk}"
    assert "À quelle heure" in see(client, page)
    client.post(page)
    shown = see(client, "/@page_900001/questions")
    assert "Message retiré par la personne" in shown
    assert "À quelle heure" not in shown
    assert InboundItem.objects.get().payload == ""
    assert Entry.objects.get(verb="message.withdrawn").snapshot == {"conversation": message.conversation_id}
    assert client.post(page).status_code == 404


def test_a_hidden_message_says_why(client: Client, cast: Cast) -> None:
    private = asked(client)
    message_hide(message=Message.objects.get(), reason="spam", actor=cast["saules_moderator"])
    assert "Publicité ou message répété" in see(client, private)


def test_everything_is_erased_and_the_journal_names_nobody(client: Client, cast: Cast) -> None:
    private = asked(client, name="Nom très rare")
    answer(cast)
    assert "pour de bon" in see(client, f"{private}/effacer")
    assert client.post(f"{private}/effacer")["Location"] == "/echange/termine"
    assert client.get(private).status_code == 404
    left = [*Visitor.objects.values(), *InboundItem.objects.values(), *OutgoingMail.objects.values()]
    left += [*Message.objects.values(), *Entry.objects.values(), *Answer.objects.values()]
    assert not re.search(f"{EMAIL}|Nom très rare|quelle heure", str(left))
    assert Entry.objects.filter(verb="visitor.erased").count() == 1


def test_a_copy_of_ones_data_holds_it_all(client: Client, cast: Cast) -> None:
    private = asked(client)
    answer(cast)
    given = client.get(f"{private}/donnees.json")
    assert "attachment" in given["Content-Disposition"]
    copy = given.json()
    assert (copy["email"], copy["messages"][0]["words"]) == (EMAIL, "À quelle heure ?")
    assert copy["messages"][0]["answers"] == ["À 15 h 30."]


def test_a_lost_link_is_sent_to_its_mailbox_alone(client: Client, cast: Cast) -> None:
    private = asked(client)
    for email in ("inconnu@exemple.test", EMAIL):
        assert client.post("/echange/", {"email": email})["Location"] == "/echange/verifiez"
    work()
    assert len(mail.outbox) == 2
    assert link() == private


def test_who_asks_for_too_many_links_waits(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINKS_ASKED", 1)
    assert [client.post("/echange/", {"email": EMAIL}).status_code for _ in range(2)] == [302, 429]


def test_a_long_silence_erases_the_address_and_leaves_the_words(client: Client, cast: Cast, settings: Any) -> None:
    asked(client)
    assert visitors_forget() == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=settings.VISITOR_DAYS + 1), tick=False):
        assert visitors_forget() == 1
    assert Visitor.objects.get().email is None
    assert InboundItem.objects.get().payload == ""
    assert "À quelle heure" in see(client, "/@page_900001/questions")


# --- What other parts build on ----------------------------------------------------------------------------------------


def test_moderation_writes_to_a_visitor_with_their_link_below(client: Client, cast: Cast) -> None:
    private = asked(client)
    visitor = Visitor.objects.get()
    for _ in range(2):
        visitor_mail(visitor=visitor, page=cast.saules, key="hidden:1", subject="Masqué", text="Voici pourquoi.")
    work()
    assert [one.subject for one in mail.outbox].count("Masqué") == 1
    assert visitor_link(visitor, cast.saules) == f"http://testserver{private}"
