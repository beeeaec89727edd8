"""Two conversations made one, and parted again."""

from __future__ import annotations

import pytest
from django.test import Client

from preau.conversations import services
from preau.conversations.models import AnswerDraft, Conversation, Label, Merge, Message
from preau.conversations.selectors import last_merge, public_thread
from preau.kernel.errors import Conflict, NotAllowed
from preau.posts.models import Post
from preau.records.models import Entry
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork
from tests.website.saying import say as publish

from .saying import ALEX, NOOR, say
from .screens import INBOX, WHO, post, see

pytestmark = pytest.mark.django_db


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def turn(one: Conversation) -> dict[str, object]:
    fields = (
        "state",
        "kind",
        "opened_at",
        "last_at",
        "waiting_since",
        "due_at",
        "first_answered_at",
        "merged_into_id",
        "assignee_id",
    )
    return {field: getattr(fresh(one), field) for field in fields}


def merge(cast: Cast, gone: Conversation, home: Conversation) -> Merge:
    services.conversation_merge(conversation=gone, into=home, actor=cast[WHO])
    found = last_merge(fresh(home))
    assert found
    return found


@pytest.fixture
def under(cast: Cast) -> Post:
    return publish(cast.saules, "Exposition")


@pytest.fixture
def pair(cast: Cast, under: Post) -> tuple[Message, Message]:
    return say(cast.saules, "<p>Merci !</p>", post=under), say(
        cast.saules, "<p>À quelle heure ?</p>", post=under, by=NOOR
    )


def test_both_are_as_they_were(cast: Cast, client: Client, under: Post, pair: tuple[Message, Message]) -> None:
    home, gone = (one.conversation for one in pair)
    label = Label.objects.create(board=cast.rivages.institution, name="Transport")
    gone.labels.add(label)
    services.note_add(conversation=gone, text="À voir", actor=cast[WHO])
    services.conversation_assign(conversation=gone, to=cast["rivages_moderator"], actor=cast[WHO])
    services.conversation_close(conversation=home, actor=cast[WHO])
    before = turn(home), turn(gone)
    done = merge(cast, gone, home)
    assert fresh(home).state == "new"
    shown = see(client, cast, f"{home.pk}/")
    assert "saules moderator y a réuni une autre conversation." in shown
    assert "de nouveau séparées" in post(client, cast, f"{home.pk}/separer/", merge=done.pk)
    assert (turn(home), turn(gone)) == before
    assert list(home.messages.all()) == [pair[0]]
    assert list(gone.messages.all()) == [pair[1]]
    assert (list(home.labels.all()), list(gone.labels.all())) == ([], [label])
    assert (home.notes.count(), gone.notes.count()) == (0, 1)
    assert "Séparer" not in see(client, cast, f"{home.pk}/").partition('id="suivi"')[2]
    assert [[said.message for said in talk] for talk in public_thread(under).talks] == [[pair[1]], [pair[0]]]
    entry = Entry.objects.get(verb="conversation.parted")
    assert (entry.snapshot["parted"], entry.snapshot["messages"]) == (gone.pk, [pair[1].pk])
    merge(cast, gone, home)  # and may become one again
    assert fresh(gone).merged_into == home


def test_what_was_said_since_goes_with_what_it_answers(
    cast: Cast, network: type[FakeTalkingNetwork], under: Post, pair: tuple[Message, Message]
) -> None:
    home, gone = (one.conversation for one in pair)
    done = merge(cast, gone, home)
    asked = Message.objects.get(pk=pair[1].pk)
    version = fresh(home).version
    answer = services.conversation_answer(message=asked, text="À 15 h.", version=version, actor=cast[WHO])
    thanks = say(cast.saules, "<p>Et le midi ?</p>", post=under, by=NOOR, reply_to=answer.remote_id)
    more = say(cast.saules, "<p>Encore merci</p>", post=under, reply_to=pair[0].remote_id)
    assert (thanks.conversation, more.conversation) == (home, home)
    services.conversation_part(merge=done, actor=cast[WHO])
    assert list(gone.messages.order_by("pk")) == [asked, answer, thanks]
    assert list(home.messages.order_by("pk")) == [pair[0], more]
    assert (fresh(gone).state, fresh(home).state) == ("ours", "new")
    assert (fresh(gone).first_answered_at, fresh(home).first_answered_at) == (answer.said_at, None)
    assert fresh(gone).due_at
    later = say(cast.saules, "<p>Merci</p>", post=under, by=NOOR, reply_to=thanks.remote_id)
    assert later.conversation == gone


def test_what_was_closed_together_stays_closed(cast: Cast, pair: tuple[Message, Message]) -> None:
    home, gone = (one.conversation for one in pair)
    done = merge(cast, gone, home)
    services.conversation_close(conversation=home, actor=cast[WHO])
    services.conversation_part(merge=done, actor=cast[WHO])
    assert {(one.state, one.waiting_since, one.due_at) for one in (fresh(home), fresh(gone))} == {
        ("closed", None, None)
    }


def test_what_somebody_opened_again_goes_on_waiting(cast: Cast, pair: tuple[Message, Message]) -> None:
    home, gone = (one.conversation for one in pair)
    for one in (home, gone):
        services.conversation_close(conversation=one, actor=cast[WHO])
    done = merge(cast, gone, home)
    services.conversation_reopen(conversation=home, actor=cast[WHO])
    services.conversation_part(merge=done, actor=cast[WHO])
    assert (fresh(home).state, fresh(gone).state) == ("new", "closed")
    assert fresh(home).due_at


def test_it_goes_where_the_other_was_handed_over_to(cast: Cast, pair: tuple[Message, Message]) -> None:
    home, gone = (one.conversation for one in pair)
    services.conversation_assign(conversation=gone, to=cast[WHO], actor=cast[WHO])
    done = merge(cast, gone, home)
    services.conversation_transfer(conversation=home, to=cast.rivages, note="Transport", actor=cast[WHO])
    with pytest.raises(NotAllowed):
        services.conversation_part(merge=done, actor=cast[WHO])
    services.conversation_part(merge=done, actor=cast["rivages_moderator"])
    assert (fresh(gone).page, fresh(gone).assignee) == (cast.rivages, None)


def test_the_last_merge_is_undone_first_and_each_once(cast: Cast, client: Client) -> None:
    one, two, three, four = (say(cast.saules, "<p>a</p>", by=by).conversation for by in (ALEX, NOOR, ALEX, NOOR))
    inner, outer = merge(cast, one, two), merge(cast, two, three)
    last = merge(cast, four, three)
    for early in (inner, outer):
        with pytest.raises(Conflict):
            services.conversation_part(merge=early, actor=cast[WHO])
    for done in (last, outer):
        services.conversation_part(merge=done, actor=cast[WHO])
        with pytest.raises(Conflict):
            services.conversation_part(merge=done, actor=cast[WHO])
    assert (fresh(one).merged_into, fresh(two).merged_into, two.messages.count()) == (two, None, 2)
    assert "ont déjà été séparées" in post(client, cast, f"{three.pk}/separer/", merge=last.pk)
    services.conversation_part(merge=inner, actor=cast[WHO])
    assert [fresh(each).messages.count() for each in (one, two, three, four)] == [1, 1, 1, 1]


def test_nobody_parts_what_is_not_theirs(cast: Cast, client: Client, pair: tuple[Message, Message]) -> None:
    home, gone = (one.conversation for one in pair)
    done = merge(cast, gone, home)
    for who, status in {"saules_editor": 403, "saules_reader": 403, "estuaire_administrator": 404}.items():
        post(client, cast, f"{home.pk}/separer/", who, status, merge=done.pk)
        with pytest.raises(NotAllowed):
            services.conversation_part(merge=done, actor=cast[who])
    client.force_login(cast[WHO])
    assert client.get(f"{INBOX}{home.pk}/separer/").status_code == 405
    assert fresh(gone).merged_into == home


def test_two_in_which_an_answer_waits_are_not_made_one(
    cast: Cast, client: Client, pair: tuple[Message, Message]
) -> None:
    home, gone = (one.conversation for one in pair)
    for asked in pair:
        services.answer_propose(message=asked, text="Oui.", version=1, actor=cast[WHO])
    assert "attend une relecture dans chacune" in post(client, cast, f"{gone.pk}/reunir/", status=422, into=home.pk)
    services.draft_withdraw(draft=AnswerDraft.objects.get(message=pair[0]), actor=cast[WHO])
    done = merge(cast, gone, home)
    assert AnswerDraft.objects.get(message=pair[1]).conversation == home
    services.conversation_part(merge=done, actor=cast[WHO])
    assert AnswerDraft.objects.get(message=pair[1]).conversation == gone
