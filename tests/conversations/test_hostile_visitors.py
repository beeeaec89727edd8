"""What is typed into the public forms to do harm: scripts, tricks of writing, floods, forged fields, wrong doors."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from preau.channels.models import InboundItem
from preau.conversations.models import Appears, Message, Visitor
from preau.kernel import clock
from preau.mail.models import OutgoingMail
from preau.posts.models import Post, PostState
from tests.channels.stage import work
from tests.conftest import Cast
from tests.website.saying import say as publish
from tests.website.saying import withdraw

from .saying import say
from .test_visitors import answer, ask, asked, fields, rule, see

pytestmark = pytest.mark.django_db
PAGE = "/@page_900001/question"


@pytest.fixture(autouse=True)
def at_once(cast: Cast) -> None:
    rule(cast.saules, Appears.AT_ONCE)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> bonjour",
        "bonjour <img src=x onerror=alert(1)>",
        "bonjour javascript:alert(1) data:text/html,x",
        "[bonjour](javascript:alert(1))",
        'https://exemple.test/"onmouseover="alert(1)',
    ],
)
def test_nothing_typed_runs(client: Client, cast: Cast, text: str) -> None:
    ask(client, text=text, name=f"A {text}"[:60])
    shown = see(client, "/@page_900001/questions") + str(client.post(PAGE, fields(text=text, email="x")).content)
    assert not re.search(r"<script>|<img src=x|href=\"(?:javascript|data):|\sonmouseover=\"", shown)
    assert Message.objects.count() == 1


def test_links_lend_no_weight_and_say_nothing(client: Client, cast: Cast) -> None:
    ask(client, text="Voir https://exemple.test/horaire")
    assert 'href="https://exemple.test/horaire" rel="nofollow noopener noreferrer ugc"' in Message.objects.get().html


@pytest.mark.parametrize("field", ["text", "name"])
def test_tricks_of_writing_are_made_calm(client: Client, cast: Cast, field: str) -> None:
    ask(client, **{field: "Bon\u202ejour\u2066 Z" + "\u0301" * 40 + "algo\ufeff"})
    message = Message.objects.get()
    kept = message.author_name if field == "name" else message.words
    assert not re.search("[\u202a-\u202e\u2066-\u2069\ufeff]", kept)
    assert kept.count("\u0301") <= 4


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": "a" * 1_000_000}, "beaucoup trop long"),
        ({"text": "a" * 3_010}, "retirez-en 10"),
        ({"text": " \u200b\u202e "}, "Écrivez d’abord"),
        ({"name": "a" * 1_000_000}, "trop long"),
        ({"name": "\u202e \u200b…"}, "nom ou un pseudonyme"),
        ({"name": "ÉCOLE des trois saules ✓".replace("s saules", "s-saules")}, "nom de la page"),
        ({"email": "a" * 1_000_000 + "@exemple.test"}, "adresse en entier"),
        ({"email": "a@exemple.test,b@exemple.test"}, "adresse en entier"),
        ({"email": '"a b"@exemple.test'}, "adresse en entier"),
    ],
)
def test_what_can_not_be_kept_comes_back_in_words(
    client: Client, cast: Cast, given: dict[str, str], words: str
) -> None:
    answer = ask(client, **given)
    assert (answer.status_code, InboundItem.objects.count()) == (422, 0)
    assert words in answer.content.decode()


@pytest.mark.parametrize("field", ["name", "email", "text"])
def test_no_header_of_a_mail_is_written_by_a_form(client: Client, cast: Cast, field: str) -> None:
    evil = "Alex\r\nBcc: victime@exemple.test\r\n\r\nAchetez"
    ask(client, **{field: evil if field != "email" else "a@exemple.test\r\nBcc: victime@exemple.test"})
    work()
    for one in mail.outbox:
        assert "Bcc" not in one.message()
        assert "victime" not in str(one.message())


def test_a_name_stays_on_one_line_in_the_mail_of_an_answer(client: Client, cast: Cast) -> None:
    asked(client, name="Alex\r\nBcc: victime@exemple.test")
    answer(cast, "Voici.\r\n.\r\nRCPT TO:<victime@exemple.test>")
    assert [one.to for one in mail.outbox][-1] == ["parent@exemple.test"]
    assert "Bcc" not in mail.outbox[-1].message()


@pytest.mark.parametrize("a", ["x", "-1", "0", "9" * 30, "1 OR 1=1", "²"])
def test_an_invented_message_is_not_answered(client: Client, cast: Cast, a: str) -> None:
    assert client.get(PAGE, {"a": a}).status_code == 200


def test_what_is_private_hidden_held_or_elsewhere_is_neither_quoted_nor_answered(client: Client, cast: Cast) -> None:
    secret = [
        say(cast.saules, "<p>secret</p>", is_private=True),
        say(cast.saules, "<p>secret</p>", is_held=True),
        say(cast.estuaire, "<p>secret</p>"),
    ]
    for message in secret:
        assert "secret" not in see(client, f"{PAGE}?a={message.pk}")
        ask(client, f"{PAGE}?a={message.pk}", text=f"Bonjour {message.pk}")
    assert not Message.objects.filter(visitor__isnull=False).exclude(reply_to="").exists()


@pytest.mark.parametrize("state", [PostState.DRAFT, PostState.WITHDRAWN])
def test_what_the_public_can_not_read_can_not_be_commented(client: Client, cast: Cast, state: str) -> None:
    post = publish(cast.saules, "Bonjour")
    Post.objects.filter(pk=post.pk).update(state=state)
    path = f"/@page_900001/{post.pk}/repondre"
    assert {client.get(path).status_code, ask(client, path).status_code} <= {404, 410}
    assert not InboundItem.objects.exists()


def test_what_was_being_typed_under_a_post_that_is_withdrawn_is_given_back(client: Client, cast: Cast) -> None:
    post = publish(cast.saules, "Bonjour")
    withdraw(post, "Erreur")
    answer = ask(client, f"/@page_900001/{post.pk}/repondre", text="Mes mots à moi")
    assert (answer.status_code, "Mes mots à moi</textarea>" in answer.content.decode()) == (410, True)


def test_a_closed_door_gives_the_words_back_and_shows_no_button(client: Client, cast: Cast) -> None:
    rule(cast.saules, Appears.CLOSED)
    answer = ask(client, text="Mes mots à moi")
    assert (answer.status_code, "Mes mots à moi</textarea>" in answer.content.decode()) == (403, True)
    assert PAGE not in see(client, "/@page_900001")
    cast.saules.closed_at = clock.now()
    cast.saules.save()
    assert ask(client).status_code == 404
    assert not InboundItem.objects.exists()


def test_an_old_handle_leads_on_and_a_wrong_one_nowhere(client: Client, cast: Cast) -> None:
    post = publish(cast.saules, "Bonjour")
    assert client.get(f"/@page_900000/{post.pk}/repondre")["Location"] == f"/@page_900001/{post.pk}/repondre"
    assert client.get("/@PAGE_900001/question")["Location"] == PAGE
    for path in ("/@inconnue/question", f"/@page_900001/{'9' * 25}/repondre", "/@page_900001/0/repondre"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("verb", ["put", "delete", "patch"])
def test_other_verbs_are_refused(client: Client, cast: Cast, verb: str) -> None:
    private = asked(client)
    for path in (PAGE, private, "/echange/", f"{private}/effacer"):
        assert getattr(client, verb)(path).status_code == 405
    assert client.post(f"{private}/donnees.json").status_code == 405
    assert client.post(private, {"action": "détruire"}).status_code == 404


def test_a_page_once_confirmed_shows_nobodys_address(client: Client, cast: Cast) -> None:
    asked(client)
    pages = ["/@page_900001", "/@page_900001/questions", f"{PAGE}?a={Message.objects.get().pk}"]
    assert not any("parent@exemple.test" in see(client, page) for page in pages)
    client.force_login(cast["saules_moderator"])
    assert "parent@exemple.test" not in see(client, f"/bureau/conversations/{Message.objects.get().conversation_id}/")


def test_some_hundred_at_once_from_as_many_places_are_all_kept(client: Client, cast: Cast) -> None:
    rule(cast.saules, Appears.CONFIRMED)
    for number in range(200):
        place = Client(REMOTE_ADDR=f"198.51.100.{number}")
        given = fields(email=f"p{number}@exemple.test", text=f"Question {number}")
        assert place.post(PAGE, given).status_code == 302
    assert (InboundItem.objects.count(), Visitor.objects.count(), OutgoingMail.objects.count()) == (200, 200, 200)
