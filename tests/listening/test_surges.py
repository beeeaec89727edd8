"""When an institution is suddenly spoken of."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from preau.kernel.errors import NotAllowed
from preau.listening.models import Alert, Source
from preau.listening.selectors import alerts_open, picture_of
from preau.listening.services import alert_see
from preau.mail.models import OutgoingMail
from preau.records.models import Entry
from tests.conftest import Cast

from .heard import hear, source, watch

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 25, 15, 20, tzinfo=dt.UTC)


@pytest.fixture
def paper(cast: Cast) -> Source:
    """Saules has listened for a month, and hears something once a week."""
    given = source(cast)
    with time_machine.travel(NOW - dt.timedelta(days=30), tick=False):
        watch(cast, cast.saules, "Trois-Saules", sources=[given])
    for days in (27, 20, 13, 6):
        with time_machine.travel(NOW - dt.timedelta(days=days), tick=False):
            hear(given, f"Trois-Saules, jour {days}")
    return given


def storm(paper: Source, items: int, hours: float = 0) -> None:
    with time_machine.travel(NOW + dt.timedelta(hours=hours), tick=False):
        for number in range(items):
            hear(paper, f"Trois-Saules, nouvelle {hours} {number}")


def test_a_surge_raises_one_alert_and_tells_those_who_moderate(cast: Cast, paper: Source) -> None:
    storm(paper, 4)
    assert not Alert.objects.exists()
    storm(paper, 4, hours=0.2)
    alert = Alert.objects.get()
    assert alert.institution == cast.saules.institution
    assert alert.observed == 8  # it grew after it was raised
    assert alert.expected < 1
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    moderators = ("administrator", "communications", "moderator")
    assert told == {f"{place}_{kind}@exemple.test" for place in ("rivages", "saules") for kind in moderators}
    mail = OutgoingMail.objects.first()
    assert "École des Trois-Saules" in mail.subject
    assert f"/bureau/veille/hausses/{alert.pk}/" in mail.text
    assert Entry.objects.filter(verb="alert.raised", institution_id=cast.saules.institution_id).count() == 1


def test_there_is_no_second_alert_within_hours_and_one_the_next_day(cast: Cast, paper: Source) -> None:
    storm(paper, 6)
    storm(paper, 9, hours=5)
    assert Alert.objects.count() == 1
    storm(paper, 25, hours=30)
    assert Alert.objects.count() == 2


def test_old_items_that_come_late_are_no_surge(cast: Cast, paper: Source) -> None:
    with time_machine.travel(NOW, tick=False):
        for number in range(20):
            hear(paper, f"Trois-Saules, archive {number}", said_at=NOW - dt.timedelta(days=8, hours=number * 5))
    assert not Alert.objects.exists()


def test_an_alert_is_shown_until_somebody_has_seen_it(cast: Cast, paper: Source) -> None:
    storm(paper, 6)
    with time_machine.travel(NOW, tick=False):
        assert len(alerts_open(cast["saules_reader"])) == 1
        assert alerts_open(cast["estuaire_administrator"]) == []
        alert = Alert.objects.get()
        for who in ("saules_reader", "estuaire_administrator"):
            with pytest.raises(NotAllowed):
                alert_see(actor=cast[who], alert=alert)
        alert_see(actor=cast["saules_moderator"], alert=alert)
        assert alerts_open(cast["saules_reader"]) == []
    assert Entry.objects.filter(verb="alert.seen").count() == 1


def test_its_picture_shows_the_hours_before_and_those_of_the_surge(cast: Cast, paper: Source) -> None:
    storm(paper, 6)
    with time_machine.travel(NOW, tick=False):
        bars = picture_of(Alert.objects.get())
    assert sum(bar.number for bar in bars if bar.is_surge) == 6
    assert max(bar.height for bar in bars) == 100
    with time_machine.travel(NOW + dt.timedelta(hours=5), tick=False):  # it goes on
        assert picture_of(Alert.objects.get())[-1].is_surge
    assert [bar.number for bar in bars if not bar.is_surge] == [0] * len([bar for bar in bars if not bar.is_surge])
