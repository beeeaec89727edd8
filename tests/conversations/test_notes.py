"""Notes among colleagues, who is asked to look, who is there now; and that none of it leaves the desk."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from preau.conversations import services
from preau.conversations.models import Conversation, Note, NoteMention, Presence
from preau.conversations.selectors import Asked, Reach, present_in, sheet
from preau.conversations.services.note import LONGEST, named_in
from preau.kernel import clock
from preau.kernel.errors import Invalid, NotAllowed
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from preau.users.models import User
from tests.channels.stage import work
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import say
from .screens import INBOX, WHO, post, see

pytestmark = pytest.mark.django_db


def asked(cast: Cast, who: str) -> list[Conversation]:
    return [line.conversation for line in sheet(Reach(cast[who]), Asked("mentions")).lines]


@pytest.fixture
def talk(cast: Cast) -> Conversation:
    return say(cast.saules, "<p>Mon fils Léo, 4e année</p>", is_private=True).conversation


def test_a_note_is_read_by_colleagues(cast: Cast, client: Client, talk: Conversation) -> None:
    assert "Note gardée." in post(client, cast, f"{talk.pk}/notes/", note="J’appelle <b>demain</b>.")
    assert "J’appelle &lt;b&gt;demain&lt;/b&gt;." in see(client, cast, f"{talk.pk}/", "rivages_moderator")
    entry = Entry.objects.get(verb="note.added")
    assert "demain" not in str(entry.snapshot)


def test_who_is_named_is_told_once_without_a_word_of_it(cast: Cast, client: Client, talk: Conversation) -> None:
    text = "@rivages_moderator et @rivages_moderator, voyez Léo. Merci @saules_moderator"
    shown = post(client, cast, f"{talk.pk}/notes/", note=text, tell=[cast["rivages_moderator"].pk])
    assert "1 personne est prévenue" in shown
    mail = OutgoingMail.objects.get()
    assert mail.to == "rivages_moderator@exemple.test"
    assert f"/bureau/conversations/{talk.pk}/" in mail.text
    assert "Léo" not in mail.subject + mail.text + mail.html
    assert asked(cast, "rivages_moderator") == [talk]
    client.force_login(cast["rivages_moderator"])
    assert "On vous demande de regarder" in client.get("/bureau/").content.decode()
    see(client, cast, f"{talk.pk}/", "rivages_moderator")
    assert asked(cast, "rivages_moderator") == []
    assert NoteMention.objects.get().seen_at is not None
    assert "a ouvert" in see(client, cast, f"{talk.pk}/")


def test_the_list_alone_is_not_opening_it(cast: Cast, client: Client, talk: Conversation) -> None:
    services.note_add(conversation=talk, text="@rivages_moderator", actor=cast[WHO])
    see(client, cast, "?etat=mentions", "rivages_moderator")
    assert asked(cast, "rivages_moderator") == [talk]


@pytest.mark.parametrize("who", ["saules_reader", "saules_editor", "estuaire_administrator", "nobody"])
def test_who_may_not_read_it_is_not_told(cast: Cast, client: Client, talk: Conversation, who: str) -> None:
    post(client, cast, f"{talk.pk}/notes/", note=f"@{who}, voyez.", tell=[cast[who].pk, "x", "9" * 30])
    assert not OutgoingMail.objects.exists()
    assert not NoteMention.objects.exists()


def test_who_reads_it_no_more_is_not_shown_it(cast: Cast, talk: Conversation) -> None:
    services.note_add(conversation=talk, text="@rivages_moderator", actor=cast[WHO])
    cast["rivages_moderator"].roles.all().delete()
    assert asked(cast, "rivages_moderator") == []


def test_a_name_that_two_bear_names_nobody() -> None:
    people = [
        User(pk=1, email="m.tremblay@exemple.test", name="Marie Tremblay"),
        User(pk=2, email="marie.roy@exemple.test", name="Marie Roy"),
        User(pk=3, email="zoe@exemple.test", name="Zoé Côté"),
    ]
    assert named_in("@marie et @zoé.", people) == [3]
    assert named_in("@Marie.Tremblay, @marie.roy", people) == [1, 2]
    assert named_in("ecrire a contact@zoe.exemple", people) == []


def test_a_secretary_leaves_a_note_and_a_reader_does_not(cast: Cast, client: Client) -> None:
    public = say(cast.saules, "<p>Question</p>").conversation
    post(client, cast, f"{public.pk}/notes/", "saules_editor", note="La mère a appelé.")
    post(client, cast, f"{public.pk}/notes/", "saules_reader", 403, note="Non")
    post(client, cast, f"{public.pk}/notes/", "estuaire_administrator", 404, note="Non")
    assert "Laisser une note" not in see(client, cast, f"{public.pk}/", "saules_reader")
    with pytest.raises(NotAllowed):
        services.note_add(conversation=public, text="Non", actor=cast["saules_reader"])
    assert Note.objects.get().text == "La mère a appelé."


@pytest.mark.parametrize("text", ["", "  \n ", "a" * (LONGEST + 1)])
def test_a_note_that_can_not_be_kept_says_why(cast: Cast, client: Client, talk: Conversation, text: str) -> None:
    assert 'id="note-error"' in post(client, cast, f"{talk.pk}/notes/", status=422, note=text)
    with pytest.raises(Invalid):
        services.note_add(conversation=talk, text=text, actor=cast[WHO])
    assert not Note.objects.exists()


def test_a_name_of_several_lines_does_not_forge_a_mail(cast: Cast, talk: Conversation) -> None:
    cast[WHO].name = "Dominique\r\nBcc: tous@exemple.test"
    services.note_add(conversation=talk, text="@rivages_moderator", actor=cast[WHO])
    assert "\n" not in OutgoingMail.objects.get().subject


def test_notes_never_reach_the_public_nor_a_network(
    cast: Cast, client: Client, network: type[FakeTalkingNetwork]
) -> None:
    under = publish(cast.saules, "Exposition")
    message = say(cast.saules, "<p>À quelle heure ?</p>", post=under)
    services.note_add(conversation=message.conversation, text="SECRET-DE-LA-NOTE", actor=cast[WHO])
    services.conversation_answer(message=message, text="À 15 h.", version=message.conversation.version, actor=cast[WHO])
    services.conversation_transfer(
        conversation=message.conversation, to=cast.rivages, note="SECRET-DE-LA-NOTE", actor=cast[WHO]
    )
    work()
    client.logout()
    addresses = [f"/@page_900001/{under.pk}", "/@page_900001", "/@page_900001/feed.atom", "/@page_900001/feed.json"]
    addresses += [f"/ap/posts/{under.pk}", f"/ap/posts/{under.pk}/replies", f"/ap/actors/{cast.saules.pk}/outbox/page"]
    for address in addresses:
        for accept in ("text/html", "application/activity+json"):
            answer = client.get(address, headers={"accept": accept})
            assert b"SECRET-DE-LA-NOTE" not in b"".join(answer)
    assert not [sent for sent in network.answered if "SECRET" in sent.text]
    assert client.get(f"{INBOX}{message.conversation_id}/").status_code == 302


def test_two_on_one_conversation_see_each_other(cast: Cast, client: Client, talk: Conversation) -> None:
    assert "regarde aussi" not in see(client, cast, f"{talk.pk}/")
    assert "saules moderator regarde aussi." in see(client, cast, f"{talk.pk}/", "rivages_moderator")
    post(client, cast, f"{talk.pk}/presence/", writing="1", version=talk.version)
    told = post(client, cast, f"{talk.pk}/presence/", "rivages_moderator", version=talk.version)
    assert "saules moderator écrit une réponse." in told
    assert "a changé" not in told


def test_who_left_a_minute_ago_is_there_no_more(cast: Cast, talk: Conversation) -> None:
    services.presence_tell(conversation=talk, user=cast[WHO])
    assert present_in(talk, cast["rivages_moderator"])
    Presence.objects.update(seen_at=clock.now() - dt.timedelta(minutes=2))
    assert present_in(talk, cast["rivages_moderator"]) == []
    Presence.objects.update(seen_at=clock.now() - dt.timedelta(hours=2))
    services.conversations_wake()
    assert not Presence.objects.exists()


def test_whoever_reads_is_told_that_it_has_changed(cast: Cast, client: Client, talk: Conversation) -> None:
    services.conversation_assign(conversation=talk, to=cast["rivages_moderator"], actor=cast["rivages_moderator"])
    assert "a changé" in post(client, cast, f"{talk.pk}/presence/", version=talk.version)


@pytest.mark.parametrize(("who", "status"), [("saules_reader", 404), ("estuaire_administrator", 404), ("nobody", 403)])
def test_nobody_else_learns_who_is_there(cast: Cast, client: Client, talk: Conversation, who: str, status: int) -> None:
    services.presence_tell(conversation=talk, user=cast[WHO])
    post(client, cast, f"{talk.pk}/presence/", who, status)
    assert Presence.objects.count() == 1


def test_of_two_browsers_the_second_answer_is_stopped_and_says_who_was_first(
    cast: Cast, network: type[FakeTalkingNetwork]
) -> None:
    message = say(cast.saules, "<p>À quelle heure ?</p>")
    address, browsers = f"{INBOX}{message.conversation_id}/", {}
    for who in (WHO, "rivages_moderator"):
        browsers[who] = Client()
        browsers[who].force_login(cast[who])
        shown = browsers[who].get(address).content.decode()
        fields = dict(re.findall(r'<input type="hidden" name="(message|version)" value="(\d+)"', shown))
        browsers[who].fields = fields  # type: ignore[attr-defined]
    for who, status in ((WHO, 302), ("rivages_moderator", 409)):
        browser = browsers[who]
        answer = browser.post(f"{address}repondre/", {**browser.fields, "text": f"Réponse de {who}"})  # type: ignore[attr-defined]
        assert answer.status_code == status
    text = answer.content.decode()
    assert "saules moderator a répondu" in text
    assert "Réponse de rivages_moderator</textarea>" in text
    work()
    assert [sent.text for sent in network.answered] == [f"Réponse de {WHO}"]
