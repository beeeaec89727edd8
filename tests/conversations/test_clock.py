"""The clock: when an answer is due, and how that is said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine

from preau.conversations.models import Conversation, Holiday, OpeningHours, Policy
from preau.conversations.selectors import due_of, dues_of, timetable_for
from preau.conversations.services import (
    clocks_recompute,
    clocks_set,
    conversation_answer,
    conversation_close,
    conversation_reopen,
    conversation_transfer,
)
from preau.jobs.services import run_due
from tests.conftest import Cast
from tests.connectors.fake import FakeTalkingNetwork

from .saying import NOOR, say

pytestmark = pytest.mark.django_db
WEDNESDAY = dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC)  # 10:00 in Québec


def due(page: Any) -> str:
    conversation = say(page, "<p>Question</p>").conversation
    conversation.refresh_from_db()
    return str(conversation.due_at.astimezone(dt.UTC)) if conversation.due_at else ""


@time_machine.travel(WEDNESDAY, tick=False)
def test_an_answer_is_due_in_so_many_business_hours(cast: Cast) -> None:
    assert due(cast.saules) == "2026-11-26 15:00:00+00:00"  # eight hours: tomorrow at ten
    Policy.objects.create(institution=cast.rivages.institution, goal_hours=2)
    assert due(cast.saules) == "2026-11-25 17:00:00+00:00"
    Policy.objects.create(institution=cast.saules.institution, goal_hours=0)
    assert due(cast.saules) == ""
    assert due(cast.commissioner) == "2026-11-25 17:00:00+00:00"


@time_machine.travel(WEDNESDAY, tick=False)
def test_it_follows_a_conversation_to_a_page_under_other_rules(cast: Cast) -> None:
    asked = say(cast.saules, "<p>Question</p>").conversation
    Policy.objects.create(institution=cast.erables.institution, goal_hours=3)
    OpeningHours.objects.create(institution=cast.erables.institution, weekday=3, opens="09:00", closes="17:00")
    actor = cast["rivages_moderator"]
    conversation_transfer(conversation=asked, to=cast.erables, note="Pour vous", actor=actor)
    asked.refresh_from_db()
    assert str(asked.due_at) == "2026-11-26 17:00:00+00:00"  # tomorrow at nine, and three hours
    assert due_of(asked).words == "À répondre d’ici demain, 12\u00a0h"
    Policy.objects.filter(institution=cast.erables.institution).update(goal_hours=0)
    conversation_transfer(conversation=asked, to=cast.rivages, note="Pour vous", actor=actor)
    conversation_transfer(conversation=asked, to=cast.erables, note="Pour vous", actor=actor)
    asked.refresh_from_db()
    assert asked.due_at is None


@time_machine.travel(WEDNESDAY, tick=False)
def test_the_nearest_hours_apply_and_holidays_add_up(cast: Cast) -> None:
    OpeningHours.objects.create(institution=cast.rivages.institution, weekday=2, opens="09:00", closes="12:00")
    OpeningHours.objects.create(institution=cast.rivages.institution, weekday=3, opens="09:00", closes="12:00")
    Policy.objects.create(institution=cast.rivages.institution, goal_hours=4)
    assert due(cast.saules) == "2026-11-26 16:00:00+00:00"  # two today, two tomorrow
    thursday = dt.date(2026, 11, 26)
    Holiday.objects.create(institution=cast.rivages.institution, first_day=thursday, last_day=thursday, name="Congé")
    OpeningHours.objects.create(institution=cast.saules.institution, weekday=3, opens="08:00", closes="16:00")
    assert due(cast.saules) == "2026-12-03 17:00:00+00:00"  # Thursdays alone, and not this one
    assert due(cast.phare) == "2026-11-26 15:00:00+00:00"  # another board


@time_machine.travel(dt.datetime(2026, 12, 24, 20, 0, tzinfo=dt.UTC), tick=False)
def test_public_holidays_do_not_count_unless_a_board_works_then(cast: Cast) -> None:
    assert due(cast.saules) == "2026-12-28 20:00:00+00:00"
    Policy.objects.create(institution=cast.rivages.institution, keeps_public_holidays=False)
    assert due(cast.saules) == "2026-12-25 20:00:00+00:00"


def test_an_answer_stops_the_clock_and_a_new_word_starts_it(cast: Cast, network: type[FakeTalkingNetwork]) -> None:
    asked = say(cast.saules, "<p>Question</p>")
    version = asked.conversation.version
    conversation_answer(message=asked, text="Oui.", version=version, actor=cast["saules_moderator"])
    conversation = Conversation.objects.get()
    assert conversation.due_at is None
    say(cast.saules, "<p>Et lundi ?</p>", reply_to=asked.remote_id)
    conversation.refresh_from_db()
    assert conversation.due_at is not None


def test_what_is_closed_is_not_due_and_is_again_once_reopened(cast: Cast) -> None:
    conversation = say(cast.saules, "<p>Question</p>").conversation
    conversation_close(conversation=conversation, actor=cast["saules_moderator"])
    assert Conversation.objects.get().due_at is None
    conversation_reopen(conversation=conversation, actor=cast["saules_moderator"])
    assert Conversation.objects.get().due_at is not None


@pytest.mark.parametrize(
    ("later", "words"),
    [
        ({"hours": 0}, "À répondre d’ici demain, 10 h"),
        ({"hours": 23}, "À répondre d’ici 10 h"),
        ({"hours": 24, "minutes": 10}, "En retard de moins d’une heure ouvrable"),
        ({"hours": 25}, "En retard d’une heure ouvrable"),
        ({"hours": 27}, "En retard de 3 heures ouvrables"),
        ({"days": 30}, "En retard depuis le 26 novembre"),
    ],
)
def test_in_words(cast: Cast, later: dict[str, int], words: str) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        conversation = say(cast.saules, "<p>Question</p>").conversation
    with time_machine.travel(WEDNESDAY + dt.timedelta(**later), tick=False):
        found = due_of(conversation)
        assert found is not None
        assert found.words.replace("\u00a0", " ") == words
        assert found.is_late == words.startswith("En retard")


def test_a_whole_list_in_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        for page in (cast.saules, cast.erables, cast.phare):
            say(page, "<p>Question</p>")
            say(page, "<p>Question</p>", by=NOOR)
    rows = list(Conversation.objects.select_related("page__institution"))
    with time_machine.travel(WEDNESDAY + dt.timedelta(days=9)), django_assert_max_num_queries(3):
        assert len(dues_of(rows)) == 6


@time_machine.travel(WEDNESDAY, tick=False)
def test_a_change_of_rules_sets_the_clocks_anew_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("preau.conversations.services.clock.BATCH", 2)
    for page in (cast.saules, cast.erables, cast.phare, cast.commissioner, cast.rivages):
        say(page, "<p>Question</p>")
    Policy.objects.create(institution=cast.rivages.institution, goal_hours=1)
    clocks_recompute(institution=cast.rivages.institution)
    run_due()
    moved = Conversation.objects.filter(due_at="2026-11-25T16:00:00Z")
    assert set(moved.values_list("page_id", flat=True)) == {
        cast.saules.pk,
        cast.erables.pk,
        cast.commissioner.pk,
        cast.rivages.pk,
    }
    assert clocks_set(institution_id=999_999) is None


def test_an_officials_page_has_the_hours_of_their_board(cast: Cast) -> None:
    OpeningHours.objects.create(institution=cast.rivages.institution, weekday=6, opens="09:00", closes="10:00")
    assert timetable_for(cast.commissioner).week[6]
