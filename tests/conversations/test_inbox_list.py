"""The list of the inbox: folders, filters, who sees what in it, and what it costs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from preau.conversations.models import Conversation, ConversationState, Label
from preau.conversations.selectors import Asked, Place, Reach, counts, day_of, sheet, waiting
from preau.institutions.models import Page, RoleKind
from preau.institutions.signals import network_changed
from preau.kernel import clock
from tests.conftest import Cast, make_person

from .saying import NOOR, say

pytestmark = pytest.mark.django_db
INBOX = "/bureau/conversations/"
FOLDERS = ["waiting", "new", "mine", "theirs", "snoozed", "mentions", "closed"]


def talk(page: Page, words: str = "Question", **fields: Any) -> Conversation:
    found = say(page, f"<p>{words}</p>", is_private=fields.pop("is_private", False)).conversation
    Conversation.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


def listed(cast: Cast, who: str, folder: str = "waiting", **asked: Any) -> list[int]:
    lines = sheet(Reach(cast[who]), Asked(folder, **asked)).lines
    return [line.conversation.pk for line in lines]


def see(client: Client, cast: Cast, query: str = "", who: str = "rivages_moderator", status: int = 200) -> str:
    client.force_login(cast[who])
    answer = client.get(f"{INBOX}{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_a_line_keeps_together_what_was_written_together(cast: Cast) -> None:
    talk(cast.saules, "Le courriel est arrivé à 6&nbsp;h&nbsp;55.")
    [line] = sheet(Reach(cast["saules_moderator"]), Asked("waiting")).lines
    assert line.words == "Le courriel est arrivé à 6\u00a0h\u00a055."


def test_each_conversation_stands_in_its_folders(cast: Cast) -> None:
    later = clock.now() + dt.timedelta(hours=2)
    new, ours = talk(cast.saules), talk(cast.saules, state="ours")
    theirs, closed = talk(cast.saules, state="theirs", assignee=cast["saules_moderator"]), talk(cast.saules)
    Conversation.objects.filter(pk=closed.pk).update(state="closed")
    asleep = talk(cast.saules, snoozed_until=later)
    talk(cast.saules, state="closed", merged_into=new)
    found = {folder: set(listed(cast, "saules_moderator", folder)) for folder in FOLDERS}
    assert found["waiting"] == {new.pk, ours.pk}
    assert found["new"] == {new.pk}
    assert found["mine"] == found["theirs"] == {theirs.pk}
    assert found["closed"] == {closed.pk}
    assert found["snoozed"] == {asleep.pk}
    assert counts(Reach(cast["saules_moderator"])) == {"waiting": 2, "new": 1, "mine": 1, "snoozed": 1, "mentions": 0}


def test_what_is_entrusted_to_my_school_is_mine_until_somebody_takes_it(cast: Cast) -> None:
    mine = talk(cast.saules, team=cast.saules.institution)
    assert listed(cast, "saules_moderator", "mine") == [mine.pk]
    assert listed(cast, "rivages_moderator", "mine") == []
    Conversation.objects.update(assignee=cast["rivages_moderator"])
    assert listed(cast, "saules_moderator", "mine") == []
    assert listed(cast, "rivages_moderator", "mine") == [mine.pk]


def test_it_is_back_when_its_time_has_come(cast: Cast) -> None:
    found = talk(cast.saules, snoozed_until=clock.now() - dt.timedelta(seconds=1))
    assert listed(cast, "saules_moderator") == [found.pk]
    assert listed(cast, "saules_moderator", "snoozed") == []


def test_what_is_urgent_comes_first_and_is_marked(cast: Cast, client: Client) -> None:
    urgent = talk(cast.saules, is_urgent=True)
    newer = [talk(cast.saules) for _ in range(3)]
    assert listed(cast, "saules_moderator") == [urgent.pk, *(one.pk for one in reversed(newer))]
    assert 'class="is-urgent"' in see(client, cast)


def test_sheets_follow_one_another_without_gap_or_repetition(cast: Cast) -> None:
    now = clock.now()
    rows = [
        Conversation(
            page=page,
            board=cast.rivages.institution,
            is_urgent=number % 9 == 0,
            opened_at=now,
            last_at=now - dt.timedelta(minutes=number // 3),
            state="ours" if number % 2 else "new",
        )
        for number, page in enumerate([cast.saules, cast.erables, cast.rivages] * 24)
    ]
    Conversation.objects.bulk_create(rows)
    reach, found, place = Reach(cast["rivages_moderator"]), [], None
    while place is None or place:
        given = sheet(reach, Asked(), Place.parse(place) if place else None)
        found += [line.conversation for line in given.lines]
        place = given.more
    assert len(found) == len({one.pk for one in found}) == 72
    keys = [(one.is_urgent, one.last_at, one.pk) for one in found]
    assert keys == sorted(keys, reverse=True)


FILTERS = {
    "genre=critique": {"kind": "critique"},
    "ton=tense": {"tone": "tense"},
    "reseau=visitor": {"network": "visitor"},
    "age=older": {"last_at": dt.timedelta(days=30)},
    "age=overdue": {"due_at": dt.timedelta(hours=1)},
    "prive=1": {"is_private": True},
}


@pytest.mark.parametrize("query", FILTERS)
def test_each_filter_alone(cast: Cast, client: Client, query: str) -> None:
    fields = {
        name: clock.now() - value if isinstance(value, dt.timedelta) else value
        for name, value in FILTERS[query].items()
    }
    talk(cast.saules, "ce que je cherche", **fields)
    say(cast.saules, "<p>autre chose</p>", by=NOOR)
    Conversation.objects.exclude(pk=Conversation.objects.order_by("pk")[0].pk).update(due_at=None)
    text = see(client, cast, f"?{query}")
    assert "ce que je cherche" in text
    assert "autre chose" not in text
    assert "Effacer les filtres" in text


def test_filters_together_and_kept_in_the_address(cast: Cast, client: Client) -> None:
    label = Label.objects.create(board=cast.rivages.institution, name="Transport")
    found = talk(cast.saules, "ce que je cherche", kind="critique", tone="tense")
    found.labels.add(label)
    talk(cast.saules, "sans étiquette", kind="critique", tone="tense")
    talk(cast.erables, "autre école", kind="critique", tone="tense")
    query = f"?etat=waiting&page=page_900001&genre=critique&ton=tense&etiquette={label.pk}"
    text = see(client, cast, query)
    assert [words in text for words in ("ce que je cherche", "sans étiquette", "autre école")] == [True, False, False]
    assert f"{found.pk}/{query.replace('&', '&amp;')}" in text
    assert "Rien de tel ici" in see(client, cast, f"{query}&age=older")


def test_only_what_a_moderator_has_yet_to_let_appear(cast: Cast, client: Client) -> None:
    say(cast.saules, "<p>retenu ici</p>", is_held=True)
    say(cast.saules, "<p>au grand jour</p>", by=NOOR)
    text = see(client, cast, "?retenu=1")
    assert ("retenu ici" in text, "au grand jour" in text) == (True, False)


def test_a_page_is_found_by_its_name(cast: Cast, client: Client) -> None:
    talk(cast.saules, "chez nous")
    talk(cast.erables, "ailleurs")
    text = see(client, cast, "?page=trois-saules")
    assert ("chez nous" in text, "ailleurs" in text) == (True, False)


@pytest.mark.parametrize("name", ["page_910001", "inconnue"])
def test_a_name_that_none_of_my_pages_has_leads_to_all_of_them(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast["rivages_moderator"])
    answer = client.get(f"{INBOX}?page={name}&genre=critique", follow=True)
    assert answer.redirect_chain == [(f"{INBOX}?genre=critique", 302)]
    assert "Aucune de vos pages ne porte ce nom" in answer.content.decode()


@pytest.mark.parametrize("query", ["?etiquette=999", "?avant=1-2", "?avant=2-1-1", "?avant=0-x-1"])
def test_what_is_not_mine_or_makes_no_sense_is_not_found(cast: Cast, client: Client, query: str) -> None:
    talk(cast.saules, "chez nous")
    assert "chez nous" not in see(client, cast, query, status=404)


def test_a_label_of_another_board_is_not_found(cast: Cast, client: Client) -> None:
    label = Label.objects.create(board=cast.estuaire.institution, name="Transport")
    see(client, cast, f"?etiquette={label.pk}", status=404)
    assert "Transport" not in see(client, cast)


@pytest.mark.parametrize("who", ["superuser", "rivages_moderator", "rivages_reader", "saules_reader", "official"])
@pytest.mark.parametrize("private", [False, True])
def test_the_list_holds_what_may_be_opened_and_nothing_else(
    cast: Cast, client: Client, who: str, private: bool
) -> None:
    pages = [cast.rivages, cast.saules, cast.erables, cast.phare, cast.commissioner]
    found = [talk(page, is_private=private) for page in pages]
    client.force_login(cast[who])
    may = [one.pk for one in reversed(found) if client.get(f"{INBOX}{one.pk}/").status_code == 200]
    assert listed(cast, who) == may
    assert sorted(may) == sorted(pk for one in found for pk in listed(cast, who, page=one.page) if pk == one.pk)


def test_somebody_of_two_boards_sees_both(cast: Cast) -> None:
    both = make_person("both", (cast.saules, RoleKind.MODERATOR), (cast.estuaire, RoleKind.READER))
    cast.people["both"] = both
    found = [talk(page).pk for page in (cast.saules, cast.erables, cast.phare)]
    secret = talk(cast.phare, is_private=True)
    assert listed(cast, "both") == [found[2], found[0]]
    assert secret.pk not in listed(cast, "both", private=True)
    assert waiting(both) == 1


def test_a_school_that_moves_takes_its_conversations_along(cast: Cast) -> None:
    found = talk(cast.erables)
    school = cast.erables.institution
    assert school
    school.parent = cast.estuaire.institution
    school.save()
    network_changed.send(sender=None, domain=cast.domain)
    assert listed(cast, "estuaire_administrator") == [found.pk]
    assert listed(cast, "rivages_moderator") == []


def test_the_first_screen_says_each_thing_once(cast: Cast) -> None:
    who = cast["saules_moderator"]
    mine = talk(cast.saules, assignee=who, due_at=clock.now())
    late = talk(cast.saules, due_at=clock.now())
    other = talk(cast.saules, due_at=None)
    day = day_of(who, 5)
    shown = [[line.conversation.pk for line in lines] for lines in (day.mine, day.overdue, day.waiting)]
    assert shown == [[mine.pk], [late.pk], [other.pk]]
    assert day.count == 3
    assert day_of(cast["saules_reader"], 5).count == 0


def plans(run: Any) -> list[str]:
    """How the database finds what `run` asks of conversations, one line a query."""
    with CaptureQueriesContext(connection) as asked:
        run()
    found = []
    for query in asked:
        if query["sql"].startswith('SELECT "conversations_conversation"."is_urgent"'):
            with connection.cursor() as cursor:
                explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
                cursor.execute(f"{explain} {query['sql'].replace('%', '%%')}")
                found.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
    return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
@pytest.mark.parametrize("who", ["superuser", "rivages_communications", "rivages_reader", "saules_moderator"])
@pytest.mark.parametrize("kind", ["", "danger"])
@pytest.mark.parametrize("of_page", [False, True])
def test_every_list_is_one_walk_along_an_index_that_holds_all_it_asks(
    cast: Cast, who: str, kind: str, of_page: bool
) -> None:
    label = Label.objects.create(board=cast.rivages.institution, name="Transport")
    narrow = {"kind": kind, "tone": "tense", "network": "visitor", "age": "week", "held": True, "label": label}
    asked = {**(narrow if kind else {}), "page": cast.saules if of_page else None}
    for folder in ("waiting", "new", "theirs", "closed"):
        for after in (None, Place(False, clock.now(), 7)):
            found = plans(lambda f=folder, a=after: sheet(Reach(cast[who]), Asked(f, **asked), a))
            assert found
            for plan in found:
                assert re.search(r"USING COVERING INDEX conversations_(newest|of_board|of_page)", plan), plan
                assert "TEMP B-TREE FOR" not in plan, plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
def test_what_is_mine_is_looked_up(cast: Cast) -> None:
    found = plans(lambda: sheet(Reach(cast["saules_moderator"]), Asked("mine")))
    assert any("conversations_mine" in plan for plan in found)
    assert any("conversations_of_team" in plan for plan in found)
    assert not [plan for plan in found if "SCAN conversations_conversation" in plan]


def test_states_are_those_of_the_folders() -> None:
    assert {state for folder in FOLDERS for state in Asked(folder).states} == set(ConversationState)
