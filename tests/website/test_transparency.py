"""What a page removed, counted for everybody."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone

from preau.conversations.models import Message, Removal
from preau.conversations.services import block_make, contest_make, message_hide, message_mask, message_show
from preau.kernel import clock
from preau.ui.remember import counts_on
from preau.website.models import PublicChange
from tests.conftest import Cast
from tests.conversations.saying import ALEX, NOOR, say, vanish

from .test_guide import alone

pytestmark = pytest.mark.django_db


@pytest.fixture
def removed(cast: Cast) -> Cast:
    """At Saules, one message hidden and contested, one hidden and shown again, one masked; at Phare, one."""
    actor = cast["saules_moderator"]
    for number in range(2):
        message_hide(message=say(cast.saules, f"<p>Gros mot {number}</p>"), reason="attack", actor=actor)
    contest_make(decision=Removal.objects.order_by("pk")[0], text="Relisez")
    message_show(message=Message.objects.get(html="<p>Gros mot 1</p>"), actor=actor)
    message_mask(message=say(cast.saules, "<p>Le 418 555-0123</p>", by=NOOR), actor=actor)
    block_make(message=Message.objects.order_by("pk")[0], reason="attack", until=in_days(3), actor=actor)
    message_hide(message=say(cast.phare, "<p>a</p>"), reason="hate", actor=cast["estuaire_administrator"])
    return cast


def in_days(days: int) -> dt.datetime:
    return clock.now() + dt.timedelta(days=days)


def lines(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("handle", ["page_900001", "page_900000"])
def test_by_reason_and_month_a_boards_with_its_schools(removed: Cast, client: Client, handle: str) -> None:
    [month] = lines(client, f"/@{handle}/transparence.csv")
    assert month["Mois"] == f"{timezone.localdate():%Y-%m}"
    assert month["Injure ou attaque contre une personne"] == "2"
    assert month["Mots masqués"] == "1"
    assert (month["En tout"], month["Montrés de nouveau"]) == ("3", "1")
    text = client.get(f"/@{handle}/transparence").content.decode()
    assert "<dt>Décisions contestées</dt><dd>1</dd>" in text
    assert "un temps</dt><dd>1</dd>" in text


def test_nothing_personal_and_no_cookie(removed: Cast, client: Client) -> None:
    answer = client.get("/@page_900001/transparence")
    for word in ("Gros mot", "Alex", "Noor", "Relisez", "saules moderator"):
        assert word not in answer.content.decode()
    assert not client.cookies


def test_in_english_too(removed: Cast, client: Client) -> None:
    text = client.get("/en/@page_900001/transparence").content.decode()
    assert "What was removed, and why" in text
    assert lines(client, "/en/@page_900001/transparence.csv")[0]["Month"]


def test_a_page_that_removed_nothing_says_so(removed: Cast, client: Client) -> None:
    assert "Rien n’a été retiré" in client.get("/@page_900002/transparence").content.decode()
    assert "Rien n’a été retiré" in client.get("/@camille_exemple/transparence").content.decode()


def test_a_network_of_one_board_counts_it_and_another_lets_one_choose(removed: Cast, client: Client) -> None:
    shown = client.get("/transparence").content.decode()
    for page in (removed.rivages, removed.estuaire):
        assert f'href="/@{page.handle}/transparence"' in shown
    assert 'href="/transparence"' in client.get("/").content.decode()
    alone(removed)
    shown = client.get("/transparence").content.decode()
    assert "Messages retirés, par motif et par mois" in shown
    assert "Les pages de ses écoles et de ses centres" in shown
    assert client.get("/transparence/").headers["Location"] == "/transparence"


def test_the_counts_stay_when_people_are_erased(removed: Cast, client: Client) -> None:
    before = lines(client, "/@page_900001/transparence.csv")
    for author in (ALEX, NOOR):
        vanish(author)
    assert lines(client, "/@page_900001/transparence.csv") == before


def test_it_is_remembered_and_dropped_for_the_page_and_its_board_alone(removed: Cast, client: Client) -> None:
    answer = client.get("/@page_900001/transparence")
    assert counts_on(removed.saules.pk) in answer.public_tags  # type: ignore[attr-defined]
    PublicChange.objects.all().delete()
    message_hide(message=say(removed.saules, "<p>b</p>"), reason="spam", actor=removed["saules_moderator"])
    dropped = set(PublicChange.objects.values_list("page_id", flat=True))
    assert {counts_on(removed.saules.pk), counts_on(removed.rivages.pk)} <= dropped
    assert counts_on(removed.erables.pk) not in dropped
    assert removed.saules.pk not in dropped


def test_the_page_and_the_trace_lead_there(removed: Cast, client: Client) -> None:
    assert 'href="/@page_900001/transparence"' in client.get("/@page_900001").content.decode()
