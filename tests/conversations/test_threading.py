"""To which conversation a message belongs, and in what order one reads."""

from __future__ import annotations

import pytest

from preau.conversations.models import Conversation, ConversationState, Message
from preau.conversations.selectors.tree import DEEPEST, in_order
from tests.conftest import Cast
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, again, ago, say

pytestmark = pytest.mark.django_db


def test_each_root_message_is_a_conversation_of_its_own(cast: Cast) -> None:
    post = publish(cast.saules, "Exposition")
    first, second = say(cast.saules, "<p>Bravo</p>", post=post), say(cast.saules, "<p>À quelle heure ?</p>", post=post)
    assert first.conversation != second.conversation
    assert {c.post for c in Conversation.objects.all()} == {post}


def test_an_answer_joins_what_it_answers(cast: Cast) -> None:
    asked = say(cast.saules, "<p>À quelle heure ?</p>")
    more = say(cast.saules, "<p>Moi aussi, j’aimerais savoir.</p>", by=NOOR, reply_to=asked.remote_id)
    assert more.conversation == asked.conversation


def test_what_came_before_what_it_answers_is_brought_in(cast: Cast) -> None:
    post = publish(cast.saules, "Exposition")
    late = "https://mastodon.exemple/@alex/tard"
    early = say(cast.saules, "<p>Même question</p>", by=NOOR, post=post, reply_to=late)
    below = say(cast.saules, "<p>Moi aussi</p>", reply_to=early.remote_id, post=post)
    asked = say(cast.saules, "<p>À quelle heure ?</p>", post=post, remote_id=late)
    assert Conversation.objects.get() == asked.conversation
    assert list(asked.conversation.messages.values_list("pk", flat=True).order_by("pk")) == [
        early.pk,
        below.pk,
        asked.pk,
    ]


def test_private_words_never_join_a_public_conversation(cast: Cast) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    private = say(cast.saules, "<p>Entre nous</p>", reply_to=asked.remote_id, is_private=True)
    public = say(cast.saules, "<p>Au grand jour</p>", by=NOOR, reply_to=private.remote_id)
    assert private.conversation.is_private
    assert not public.conversation.is_private
    assert len({asked.conversation, private.conversation, public.conversation}) == 3


def test_what_somebody_says_in_private_is_one_conversation(cast: Cast) -> None:
    first = say(cast.saules, "<p>Un</p>", is_private=True)
    assert say(cast.saules, "<p>Deux</p>", is_private=True).conversation == first.conversation
    assert say(cast.saules, "<p>Trois</p>", is_private=True, by=NOOR).conversation != first.conversation
    assert say(cast.phare, "<p>Quatre</p>", is_private=True).conversation != first.conversation


def test_an_answer_to_another_pages_conversation_is_not_mixed_in(cast: Cast) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    assert say(cast.phare, "<p>Réponse</p>", reply_to=asked.remote_id).conversation != asked.conversation


def test_said_again_it_is_the_same_message_in_its_new_words(cast: Cast) -> None:
    message = say(cast.saules, "<p>À 15 h ?</p>")
    edited = again(message, "<p>À 16 h ?</p>")
    assert (edited.pk, edited.html) == (message.pk, "<p>À 16 h ?</p>")
    assert edited.edited_at is not None
    assert edited.conversation.version == message.conversation.version + 1
    assert again(message, "<p>À 16 h ?</p>").edited_at == edited.edited_at
    assert Message.objects.count() == 1


def test_nobody_changes_the_words_of_another(cast: Cast) -> None:
    message = say(cast.saules, "<p>Bravo</p>")
    assert again(message, "<p>Honte</p>", by=NOOR).html == "<p>Bravo</p>"


def test_words_made_private_leave_the_public_and_do_not_come_back(cast: Cast) -> None:
    message = say(cast.saules, "<p>Oups</p>")
    private = again(message, "<p>Oups</p>", is_private=True)
    assert private.conversation.is_private
    assert Conversation.objects.count() == 1
    assert again(private, "<p>Oups</p>", is_private=False).conversation.is_private


def test_a_new_message_waits_for_us_again(cast: Cast) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    Conversation.objects.update(state=ConversationState.CLOSED)
    say(cast.saules, "<p>Alors ?</p>", reply_to=asked.remote_id)
    assert Conversation.objects.get().state == ConversationState.NEW


def test_what_is_kept_is_cleaned_and_bounded(cast: Cast) -> None:
    message = say(
        cast.saules,
        '<p onclick="x">Bon<script>alert(1)</script>jour <a href="/bureau/" class="x">ici</a>'
        '<a href="javascript:1">là</a><img src="https://mouchard.exemple/a.gif"></p>' + "\u202e",
        language="<b>",
        url="javascript:alert(1)",
        said_at=ago(days=-400),
        warning="a\u202eb\n" * 900,
    )
    link = '<a rel="nofollow noopener noreferrer ugc">'
    assert message.html == f"<p>Bonjour {link}ici</a>{link}là</a></p>"
    assert (message.language, message.url) == ("", "")
    assert message.said_at <= ago(seconds=0)
    assert len(message.warning) <= 300
    assert "\u202e" not in message.warning


def test_a_megabyte_of_text_is_cut(cast: Cast) -> None:
    assert len(say(cast.saules, "<p>" + "é&amp;" * 200_000).html) < 60_000


def rows(*pairs: tuple[str, str]) -> list[Message]:
    return [Message(remote_id=name, reply_to=answers) for name, answers in pairs]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("a", ""), ("b", ""), ("c", "a")], [("a", 0), ("c", 1), ("b", 0)]),
        ([("b", "a"), ("a", "")], [("a", 0), ("b", 1)]),
        ([("a", "a")], [("a", 0)]),
        ([("a", "b"), ("b", "a")], [("a", 0), ("b", 1)]),
        ([("a", "nowhere")], [("a", 0)]),
    ],
)
def test_answers_stand_below_what_they_answer(pairs: list[tuple[str, str]], expected: list[tuple[str, int]]) -> None:
    assert [(message.remote_id, depth) for message, depth in in_order(rows(*pairs))] == expected


def test_the_deepest_steps_are_not_taken() -> None:
    chain = rows(("0", ""), *((str(n), str(n - 1)) for n in range(1, 5_000)))
    assert max(depth for _, depth in in_order(chain)) == DEEPEST
    assert len(in_order(chain)) == 5_000


def test_a_person_without_a_name_is_shown_by_their_handle(cast: Cast) -> None:
    assert say(cast.saules, "<p>a</p>").author_name == ALEX.name
