from __future__ import annotations

import pytest

from preau.institutions.models import Page
from preau.institutions.services import page_close, page_open
from preau.institutions.signals import page_changed
from preau.kernel.errors import Invalid
from preau.records.models import Entry


@pytest.fixture
def listed(cast) -> Page:
    """A page that nobody has ever been in charge of."""
    Page.objects.filter(pk=cast.saules.pk).update(opened_at=None)
    cast.saules.refresh_from_db()
    return cast.saules


def test_opening_a_page_dates_it_and_says_who(cast, listed) -> None:
    page = page_open(page=listed, by=cast["rivages_administrator"])
    assert page.is_open
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_id) == ("page.opened", cast["rivages_administrator"].pk)
    assert entry.institution_id == listed.institution_id


def test_opening_twice_is_one_act(cast, listed) -> None:
    first = page_open(page=listed, by=None)
    second = page_open(page=listed, by=None)
    assert second.opened_at == first.opened_at
    assert Entry.objects.count() == 1


def test_closing_needs_a_reason(cast) -> None:
    with pytest.raises(Invalid):
        page_close(page=cast.saules, by=cast["rivages_administrator"], reason="  ")
    assert Page.objects.get(pk=cast.saules.pk).is_open


def test_a_closed_page_keeps_its_reason_and_opens_again_with_its_first_date(cast) -> None:
    closed = page_close(page=cast.saules, by=None, reason="L’école est fusionnée.")
    assert (closed.is_open, closed.closed_reason) == (False, "L’école est fusionnée.")
    reopened = page_open(page=closed, by=None)
    assert reopened.is_open
    assert reopened.opened_at == cast.saules.opened_at
    assert reopened.closed_reason == ""


def test_closing_a_page_that_is_not_open_changes_nothing(listed) -> None:
    page_close(page=listed, by=None, reason="Déjà fermée")
    assert Entry.objects.count() == 0


def test_other_rooms_are_told(cast, listed) -> None:
    heard = []
    page_changed.connect(receiver := lambda page, **_: heard.append(page.pk))
    page_open(page=listed, by=None)
    page_changed.disconnect(receiver)
    assert heard == [listed.pk]


def test_the_act_on_an_officials_page_belongs_to_the_institution_of_the_mandate(cast) -> None:
    page_close(page=cast.commissioner, by=None, reason="Fin du mandat")
    assert Entry.objects.get().institution_id == cast.rivages.institution_id
