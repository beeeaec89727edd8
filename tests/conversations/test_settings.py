"""Rules, hours and holidays on the desk; what the public is told of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from preau.conversations.models import Conversation, Holiday, OpeningHours, Policy, ResponseTime
from preau.conversations.selectors import notice_for, policy_for, reception, timetable_for
from preau.conversations.services import hours_set, policy_set, response_times_compute
from preau.conversations.services.settings import RULES
from preau.conversations.spans import parse_spans, spans_words
from preau.guide.selectors import values_of
from preau.jobs.services import run_due
from preau.kernel import clock
from preau.kernel.errors import NotAllowed
from preau.records.models import Entry
from tests.conftest import Cast

from .saying import say
from .test_desk import see, send
from .test_visitors import ask

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC)  # 10:00 in Québec, a Wednesday
NIGHT = dt.datetime(2026, 11, 26, 1, 0, tzinfo=dt.UTC)  # 20:00
WEEK = {f"day{day}": "8 h à 12 h, 13 h à 16 h 30" if day < 5 else "" for day in range(7)}


def rules(**more: Any) -> dict[str, Any]:
    return {**{name: getattr(Policy(), name) for name in RULES}, **more}


def posted(**more: Any) -> dict[str, Any]:
    ticked = {name: value for name, value in rules(**more).items() if value not in (False, None)}
    return {"what": "rules", **ticked}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("8 h à 16 h", "8 h à 16 h"),
        ("8:00-12:00, 13:00–16:30", "8 h à 12 h, 13 h à 16 h 30"),
        ("13h30 à 16h et 8h à 12h", "8 h à 12 h, 13 h 30 à 16 h"),
        ("8 to 24", "8 h à 0 h"),
        ("", ""),
    ],
)
def test_hours_as_people_write_them(text: str, words: str) -> None:
    assert spans_words(parse_spans(text), "fr").replace("\u00a0", " ") == words


@pytest.mark.parametrize("text", ["16 h à 8 h", "huit heures", "8 h", "8 h à 25 h", "8 h à 8 h", "8 h à 16 h x"])
def test_hours_that_say_nothing(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_spans(text)


def test_a_board_sets_its_hours_and_its_schools_have_them(cast: Cast, client: Client) -> None:
    board = cast.rivages.institution
    path = f"reglages/{board.pk}/"
    with time_machine.travel(MORNING, tick=False):
        say(cast.saules, "<p>Question</p>")
        send(client, cast, path, "rivages_communications", what="hours", **{**WEEK, "day2": "8 h à 11 h"})
        run_due()
    assert Conversation.objects.get().due_at == dt.datetime(2026, 11, 26, 21, 0, tzinfo=dt.UTC)  # 1 h, then 7 h
    assert "Hérité de Centre de services scolaire des Rivages" in see(
        client, cast, "saules_communications", f"reglages/{cast.saules.institution_id}/"
    )
    send(client, cast, path, "rivages_communications", what="hours_inherit")
    assert not OpeningHours.objects.exists()
    entries = Entry.objects.filter(verb="talk_hours.changed").order_by("number")
    assert [bool(entry.snapshot["before"]) for entry in entries] == [False, True]


def test_what_can_not_be_read_is_kept_and_said(cast: Cast, client: Client) -> None:
    path = f"reglages/{cast.rivages.institution_id}/"
    shown = send(client, cast, path, "rivages_communications", 422, what="hours", **{**WEEK, "day1": "le matin"})
    assert "Écrivez par exemple" in shown
    assert 'value="le matin"' in shown
    empty = dict.fromkeys(WEEK, "")
    assert "au moins une heure" in send(client, cast, path, "rivages_communications", 422, what="hours", **empty)
    assert not OpeningHours.objects.exists()


def test_rules_are_for_administration_and_hold_below(cast: Cast, client: Client) -> None:
    path = f"reglages/{cast.rivages.institution_id}/"
    fields = posted(goal_hours=3, reviewed_roles=["moderator"])
    assert "Règles" in see(client, cast, "rivages_communications", path)
    send(client, cast, path, "rivages_communications", 422, **fields)
    assert not Policy.objects.exists()
    send(client, cast, path, "rivages_administrator", **fields)
    found = policy_for(cast.saules)
    assert (found.goal_hours, found.reviewed_roles) == (3, ["moderator"])
    entry = Entry.objects.get(verb="talk_rules.changed")
    assert (entry.snapshot["before"], entry.snapshot["after"]["goal_hours"]) == (None, 3)
    send(client, cast, path, "rivages_administrator", what="rules_inherit")
    assert policy_for(cast.saules).goal_hours == 8


def test_a_school_saves_its_own_without_touching_the_boards(cast: Cast, client: Client) -> None:
    policy_set(institution=cast.rivages.institution, rules=rules(goal_hours=3), actor=cast["superuser"])
    Policy.objects.get().on_call.add(cast["rivages_moderator"])
    fields = posted(goal_hours=1)
    send(client, cast, f"reglages/{cast.saules.institution_id}/", "saules_administrator", **fields)
    assert (policy_for(cast.saules).goal_hours, policy_for(cast.erables).goal_hours) == (1, 3)
    assert list(policy_for(cast.saules).on_call.all()) == [cast["rivages_moderator"]]
    send(client, cast, f"reglages/{cast.saules.institution_id}/", "saules_administrator", what="rules_inherit")
    assert policy_for(cast.saules).goal_hours == 3


def test_the_guide_promises_what_the_clock_measures(cast: Cast, client: Client) -> None:
    policy_set(institution=cast.rivages.institution, rules=rules(goal_hours=3), actor=cast["superuser"])
    policy_set(institution=cast.saules.institution, rules=rules(goal_hours=5), actor=cast["superuser"])
    assert [values_of(page.institution)["goal_hours"] for page in (cast.saules, cast.erables)] == [5, 3]
    send(client, cast, f"reglages/{cast.saules.institution_id}/", "saules_administrator", what="rules_inherit")
    assert values_of(cast.saules.institution)["goal_hours"] == 3


def test_holidays(cast: Cast, client: Client) -> None:
    path = f"reglages/{cast.rivages.institution_id}/"
    days = {"what": "holiday", "name": "Congé des Fêtes", "first_day": "2099-12-23", "last_day": "2100-01-04"}
    assert "Congé des Fêtes" in send(client, cast, path, "rivages_communications", **days)
    assert "dans l’année" in send(
        client, cast, path, "rivages_communications", 422, **{**days, "last_day": "2098-01-01"}
    )
    holiday = Holiday.objects.get()
    remove = {"what": "holiday_remove", "holiday": holiday.pk}
    send(client, cast, f"reglages/{cast.saules.institution_id}/", "saules_communications", 404, **remove)
    send(client, cast, path, "rivages_communications", **remove)
    assert not Holiday.objects.exists()
    assert timetable_for(cast.saules).is_open(MORNING)


def test_who_has_a_whole_network_finds_a_school_by_its_name(cast: Cast, client: Client) -> None:
    shown = see(client, cast, "superuser", "reglages/")
    assert all(str(page.name) in shown for page in (cast.rivages, cast.estuaire))
    assert cast.saules.name not in shown  # below its board
    found = see(client, cast, "superuser", f"reglages/?q={cast.saules.name}")
    assert (cast.saules.name in found, cast.estuaire.name in found) == (True, False)
    assert "Rien de ce nom" in see(client, cast, "superuser", "reglages/?q=introuvable")


def test_a_search_for_settings_stays_in_one_s_own(cast: Cast, client: Client) -> None:
    assert "Rien de ce nom" in see(client, cast, "rivages_communications", f"reglages/?q={cast.phare.name}")


def test_nobody_sets_what_is_not_theirs(cast: Cast, client: Client) -> None:
    path = f"reglages/{cast.rivages.institution_id}/"
    for who, status in {
        "saules_administrator": 404,
        "estuaire_administrator": 404,
        "rivages_moderator": 403,
        "rivages_editor": 403,
    }.items():
        see(client, cast, who, path, status)
        send(client, cast, path, who, status, what="hours", **WEEK)
    with pytest.raises(NotAllowed):
        hours_set(institution=cast.rivages.institution, spans=[], actor=cast["rivages_moderator"])
    assert "Votre page suit" in see(client, cast, "official", "reglages/")


def test_outside_hours_people_are_told_and_inside_they_are_not(cast: Cast) -> None:
    assert notice_for(cast.saules, MORNING, "fr") == ""
    with time_machine.travel(NIGHT, tick=False):
        words = notice_for(cast.saules, NIGHT, "fr").replace("\u00a0", " ")
    assert "911" in words
    assert "demain, 8 h" in words
    assert "not monitored at all times" in notice_for(cast.saules, NIGHT, "en")
    Policy.objects.create(institution=cast.rivages.institution, notice_fr="Revenez lundi.")
    assert notice_for(cast.saules, NIGHT, "fr").startswith("Revenez lundi.")
    Policy.objects.update(sends_notice=False)
    assert notice_for(cast.saules, NIGHT, "fr") == ""


def test_a_visitor_is_told_once_an_evening(cast: Cast, client: Client) -> None:
    with time_machine.travel(NIGHT):
        shown = client.get("/@page_900001/question/recu").content.decode()
        for text in ("Quelle heure ?", "Quel jour ?"):
            ask(client, text=text)
        run_due()
    assert "911" in shown
    assert ["911" in letter.body for letter in mail.outbox] == [True, False]
    mail.outbox.clear()
    with time_machine.travel(MORNING + dt.timedelta(days=1)):
        ask(client, text="Et lundi ?")
        run_due()
    assert ["911" in letter.body for letter in mail.outbox] == [False]


def answered(page: Any, *hours: float) -> None:
    """First answers that took so many business hours, from a morning at ten."""
    for took in hours:
        Conversation.objects.create(
            page=page,
            board_id=page.institution.path.strip("/").split("/")[0],
            opened_at=MORNING,
            last_at=MORNING,
            first_answered_at=MORNING + dt.timedelta(hours=took),
        )


@time_machine.travel(MORNING + dt.timedelta(hours=9), tick=False)
def test_response_times_are_told_from_five_answers_if_the_board_wishes(cast: Cast, client: Client) -> None:
    answered(cast.saules, 1, 2, 3, 4, 5)
    answered(cast.erables, 1)
    response_times_compute()
    assert ResponseTime.objects.filter(page__isnull=False).count() == 1
    assert reception(cast.saules, clock.now(), "fr").usual == ""
    Policy.objects.create(institution=cast.rivages.institution, publishes_times=True)
    assert reception(cast.saules, clock.now(), "fr").usual.replace("\u00a0", " ") == (
        "Délai habituel de réponse : 3 heures ouvrables. Neuf fois sur dix, on a répondu en 5 heures ouvrables."
    )
    shown = see(client, cast, "saules_communications", f"reglages/{cast.saules.institution_id}/")
    assert "La moitié des premières réponses en 3 heures ouvrables, neuf sur dix en 5 heures ouvrables" in shown
    assert "toutes pages confondues" in reception(cast.erables, clock.now(), "fr").usual
    assert reception(cast.saules, clock.now(), "en").usual == (
        "Usual time to an answer: 3 business hours. Nine times in ten, it took 5 business hours or less."
    )
    assert reception(cast.phare, clock.now(), "fr").usual == ""
    row = ResponseTime.objects.get(page=cast.saules)
    assert (row.answers, row.median, row.slowest_tenth) == (5, 180, 300)
    assert "3 heures ouvrables" in client.get("/@page_900001").content.decode()


@time_machine.travel(MORNING + dt.timedelta(hours=9), tick=False)
def test_pages_in_memory_follow_what_changes(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    Policy.objects.create(institution=cast.rivages.institution, publishes_times=True)
    answered(cast.saules, 1, 2, 3, 4, 5)
    assert "Délai habituel" not in client.get("/@page_900001").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        response_times_compute()
    assert "en 5 heures ouvrables" in client.get("/@page_900001").content.decode()
    Conversation.objects.filter(first_answered_at=MORNING + dt.timedelta(hours=5)).update(
        first_answered_at=MORNING + dt.timedelta(hours=6)
    )
    with django_capture_on_commit_callbacks(execute=True):
        response_times_compute()  # the usual time is the same, the slowest tenth is not
    assert "en 6 heures ouvrables" in client.get("/@page_900001").content.decode()
    assert "911" in client.get("/@page_900001").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        hours_set(
            institution=cast.rivages.institution,
            spans=[(day, dt.time(0), dt.time(0)) for day in range(7)],
            actor=cast["rivages_communications"],
        )
    assert "911" not in client.get("/@page_900001").content.decode()
