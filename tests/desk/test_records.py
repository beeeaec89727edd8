from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from preau.desk import verbs
from preau.records.services import record
from preau.subscriptions.models import Subscriber, Subscription

ROOT = Path(__file__).parents[2] / "preau"
ROOMS = ("users", "institutions", "posts", "channels", "subscriptions", "federation")


def verbs_of_the_code() -> set[str]:
    text = "\n".join(path.read_text() for room in ROOMS for path in (ROOT / room).rglob("services/*.py"))
    subjects = {verb.partition(".")[0] for verb in verbs.VERBS}
    return {verb for verb in re.findall(r'"([a-z]+\.[a-z_]+)"', text) if verb.partition(".")[0] in subjects}


def test_every_verb_of_the_code_has_its_words() -> None:
    assert verbs_of_the_code() - set(verbs.VERBS) == set()


def test_a_verb_of_an_older_journal_is_shown_as_it_is() -> None:
    assert verbs.label("page.painted") == "page.painted"


@pytest.fixture
def entries(cast) -> None:
    for page in (cast.rivages, cast.saules, cast.phare):
        record(
            verb="page.opened",
            subject=page,
            actor=cast["superuser"],
            snapshot={"name": page.name},
            institution_id=page.institution_id,
        )


def shown(client, user, **query: str) -> str:
    client.force_login(user)
    return client.get(reverse("desk:records"), query).content.decode()


def test_an_administrator_reads_the_journal_of_their_own_network(client, cast, entries) -> None:
    page = shown(client, cast["rivages_administrator"])
    assert "Trois-Saules" in page
    assert "Phare" not in page


def test_a_superuser_reads_everything(client, cast, entries) -> None:
    page = shown(client, cast["superuser"])
    assert "Trois-Saules" in page
    assert "Phare" in page


@pytest.mark.parametrize("person", ["rivages_communications", "saules_reader", "official", "nobody"])
def test_others_do_not(client, cast, entries, person: str) -> None:
    client.force_login(cast[person])
    assert client.get(reverse("desk:records")).status_code == 403


def test_acts_can_be_filtered_and_paged(client, cast, entries) -> None:
    record(verb="page.closed", subject=cast.saules, institution_id=cast.saules.institution_id)
    assert "Page ouverte</strong>" not in shown(client, cast["superuser"], acte="page.closed")
    assert "no</sup> 2" not in shown(client, cast["superuser"], avant="2").replace("n<sup>o</sup> 2", "no</sup> 2")


@pytest.mark.parametrize("junk", ["x", "-1", "9" * 40, "1; DROP TABLE"])
def test_a_senseless_page_number_is_ignored(client, cast, entries, junk: str) -> None:
    assert "Trois-Saules" in shown(client, cast["superuser"], avant=junk, acte=junk)


def test_an_empty_journal_says_what_will_be_there(client, cast) -> None:
    assert "Rien ici pour l’instant" in shown(client, cast["rivages_administrator"])


def test_a_long_journal_costs_as_many_queries_as_a_short_one(client, cast, django_assert_max_num_queries) -> None:
    for _ in range(60):
        record(verb="page.edited", subject=cast.saules, institution_id=cast.saules.institution_id)
    client.force_login(cast["rivages_administrator"])
    with django_assert_max_num_queries(13):
        page = client.get(reverse("desk:records")).content.decode()
    assert "Plus ancien" in page


def test_a_line_names_people_and_pages_and_no_row_of_a_table(client, cast) -> None:
    role = cast["saules_editor"].roles.get()
    reader = Subscriber.objects.create(email="parent@exemple.test", key="k")
    followed = Subscription.objects.create(subscriber=reader, page=cast.erables)
    for subject in (role, followed, reader):
        record(verb="page.opened", subject=subject)
    page = shown(client, cast["superuser"])
    assert "saules editor, École des Trois-Saules" in page
    assert cast.erables.name in page
    assert " at " not in page
    assert " follows " not in page
    assert "parent@exemple.test" not in page
