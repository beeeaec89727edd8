"""What the public reads under a post, and what it never does."""

from __future__ import annotations

import pytest
from django.test import Client

from preau.channels.selectors import public_replies
from preau.connectors.base import SENSITIVE, Author, HeardPicture
from preau.conversations.models import Message
from preau.conversations.services import conversation_answer
from preau.federation.documents import answer_document
from preau.posts.models import Post
from tests.conftest import Cast
from tests.website.conftest import Door, door
from tests.website.saying import say as publish
from tests.website.saying import withdraw

from .saying import ALEX, NOOR, again, say, unsay, vanish

__all__ = ["door"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def post(cast: Cast) -> Post:
    return publish(cast.saules, "Exposition jeudi")


def see(client: Client, post: Post, prefix: str = "", query: str = "") -> str:
    answer = client.get(f"{prefix}/@{post.page.handle}/{post.pk}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_people_say_stands_under_the_post(cast: Cast, client: Client, post: Post) -> None:
    say(cast.saules, "<p>À quelle heure ?</p>", post=post)
    text = see(client, post)
    assert "À quelle heure ?" in text
    assert "@alex@mastodon.exemple" in text
    assert "Voir l’original sur mastodon.exemple" in text
    assert "View the original on mastodon.exemple" in see(client, post, "/en")


def test_an_answer_stands_where_other_servers_say_it_does(cast: Cast, client: Client, post: Post) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>", post=post)
    version = asked.conversation.version
    answered = conversation_answer(message=asked, text="À 19 h", version=version, actor=cast["saules_moderator"])
    assert answered.answer
    anchor = answer_document(answered.answer)["url"].partition("#")[2]
    assert f'id="{anchor}"' in see(client, post)


def test_a_mark_without_words_is_told_in_the_readers_language(cast: Cast, client: Client, post: Post) -> None:
    say(cast.saules, "<p>détails</p>", post=post, warning=SENSITIVE)
    assert "<summary>Contenu sensible</summary>" in see(client, post)
    assert "<summary>Sensitive content</summary>" in see(client, post, "/en")


def test_an_empty_conversation_says_how_to_begin_one(client: Client, post: Post) -> None:
    text = see(client, post)
    assert "Personne n’a encore répondu" in text
    assert f"http://testserver/@page_900001/{post.pk}</code>" in text


def test_what_is_private_held_or_apart_is_not_there(cast: Cast, client: Client, post: Post) -> None:
    say(cast.saules, "<p>secret</p>", post=post, is_private=True)
    say(cast.saules, "<p>retenu</p>", post=post, is_held=True)
    say(cast.saules, "<p>ailleurs</p>")
    text = see(client, post)
    assert "Personne n’a encore répondu" in text
    assert not any(word in text for word in ("secret", "retenu", "ailleurs"))


def test_an_edited_message_says_so(cast: Cast, client: Client, post: Post) -> None:
    again(say(cast.saules, "<p>avant</p>", post=post), "<p>après</p>")
    text = see(client, post)
    assert "modifié" in text
    assert "avant" not in text


def test_what_its_author_takes_back_is_gone(cast: Cast, client: Client, post: Post) -> None:
    message = say(cast.saules, "<p>regret</p>", post=post)
    unsay(message, by=NOOR)
    assert "regret" in see(client, post)
    unsay(message)
    text = see(client, post)
    assert "regret" not in text
    assert "Message retiré" not in text
    assert again(message, "<p>regret</p>").html == ""


def test_where_somebody_had_answered_it_a_trace_is_left(cast: Cast, client: Client, post: Post) -> None:
    message = say(cast.saules, "<p>regret</p>", post=post)
    say(cast.saules, "<p>Pourquoi ?</p>", post=post, by=NOOR, reply_to=message.remote_id)
    unsay(message)
    text = see(client, post)
    assert "Message retiré par la personne qui l’avait écrit" in text
    assert "Alex" not in text
    assert "Pourquoi ?" in text


def test_of_somebody_who_is_no_more_nothing_is_kept(cast: Cast, post: Post) -> None:
    say(cast.saules, "<p>Bonjour</p>", post=post)
    say(cast.saules, "<p>Entre nous</p>", is_private=True)
    other = say(cast.saules, "<p>Bonjour</p>", post=post, by=NOOR)
    kept_id = Message.objects.filter(author_id=ALEX.remote_id).first().remote_id
    vanish(ALEX)
    left = " ".join(str(value) for row in Message.objects.exclude(pk=other.pk).values() for value in row.values())
    assert not any(word in left for word in ("alex", "Alex", "mastodon", "Bonjour", "Entre"))
    assert Message.objects.get(pk=other.pk).html == "<p>Bonjour</p>"
    with pytest.raises(Message.DoesNotExist):  # not even when it comes again
        say(cast.saules, "<p>Bonjour</p>", post=post, remote_id=kept_id)


def test_a_withdrawn_post_takes_what_was_said_out_of_sight(cast: Cast, client: Client, post: Post) -> None:
    say(cast.saules, "<p>Bravo</p>", post=post)
    withdraw(post, "Erreur")
    assert "Bravo" not in client.get(f"/@page_900001/{post.pk}").content.decode()


def test_names_can_not_pretend_or_spill(cast: Cast, client: Client, post: Post) -> None:
    name = "\u202eÉcole\u2066 des<b>Trois</b>" + "\u0301" * 50
    author = Author("https://x.exemple/u/1", name, "@x@x.exemple", "https://x.exemple/@x")
    say(cast.saules, "<p>a</p>", post=post, by=author)
    text = see(client, post)
    assert "des&lt;b&gt;Trois&lt;/b&gt;" in text
    assert not {"\u202e", "\u2066"} & set(text)
    assert "\u0301" * 5 not in text


def test_a_visitors_browser_speaks_to_no_other_host(cast: Cast, client: Client, post: Post) -> None:
    author = Author("https://x.exemple/u/1", "X", "@x@x.exemple", "https://x.exemple/@x", "https://x.exemple/moi.png")
    pictures = (HeardPicture("https://x.exemple/photo.jpg", "Une photo", "image/jpeg"),)
    say(cast.saules, '<p><img src="https://x.exemple/p.gif">a</p>', post=post, by=author, pictures=pictures)
    text = see(client, post)
    assert 'src="https://' not in text.replace('src="http://testserver', "")
    assert "Voir l’original et 1 fichier joint, sur x.exemple" in text


def test_a_warning_stands_in_front(cast: Cast, client: Client, post: Post) -> None:
    say(cast.saules, "<p>La fin du film</p>", post=post, warning="Divulgâcheur")
    assert "<summary>Divulgâcheur</summary>" in see(client, post)


def test_many_conversations_are_read_in_sheets(cast: Cast, client: Client, post: Post) -> None:
    for number in range(25):
        say(cast.saules, f"<p>numéro {number}.</p>", post=post)
    text = see(client, post)
    assert "numéro 24." in text
    assert "numéro 4." not in text
    older = text.split("?avant=")[1].split("#")[0]
    text = see(client, post, query=f"?avant={older}")
    assert "numéro 4." in text
    assert "numéro 5." not in text
    assert "Rien de plus ancien" in see(client, post, query="?avant=1-1")


def test_few_queries_whatever_is_said(cast: Cast, client: Client, post: Post, django_assert_max_num_queries) -> None:
    for _ in range(10):
        asked = say(cast.saules, "<p>a</p>", post=post)
        say(cast.saules, "<p>b</p>", post=post, by=NOOR, reply_to=asked.remote_id)
    with django_assert_max_num_queries(11):
        see(client, post)


def test_the_replies_of_a_post_are_those_that_the_public_reads(cast: Cast, post: Post) -> None:
    shown = say(cast.saules, "<p>a</p>", post=post)
    for hidden in ({"is_private": True}, {"is_held": True}, {"is_quote": True}, {"network": "autre"}):
        say(cast.saules, "<p>b</p>", post=post, **hidden)
    unsay(say(cast.saules, "<p>c</p>", post=post))
    assert public_replies(post, "activitypub") == [shown.remote_id]


@pytest.mark.django_db(transaction=True)
def test_the_page_in_memory_shows_it_at_once_and_others_stay(cast: Cast, door: Door) -> None:
    post = publish(cast.saules, "Exposition jeudi")
    paths = [f"/@page_900001/{post.pk}", "/@page_900001", "/"]
    for path in paths:
        door.visit(path)
    door.application.look()
    door.renderings = 0
    say(cast.saules, "<p>À quelle heure ?</p>", post=post)
    assert "À quelle heure ?" in door.visit(paths[0]).text
    for path in paths[1:]:
        door.visit(path)
    assert door.renderings == 1
