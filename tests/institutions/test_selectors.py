"""Reading the network: what a public page or a list of the desk asks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from preau.institutions import selectors
from preau.institutions.models import Capability, Domain, Institution, Mandate, PageHandle, RoleKind
from tests.conftest import Cast, make_person

DAY = dt.date(2026, 3, 1)


def names(institutions: object) -> list[str]:
    return [institution.name for institution in institutions]  # type: ignore[attr-defined]


def test_the_address_of_a_page_is_the_origin_and_its_handle(cast: Cast) -> None:
    assert selectors.page_address(cast.saules) == "http://testserver/@page_900001"


def test_a_page_of_another_domain_has_that_domains_host(cast: Cast) -> None:
    other = Domain.objects.create(host="autre.test", name="Autre")
    cast.saules.domain = other
    assert selectors.page_address(cast.saules) == "http://autre.test/@page_900001"


def test_a_page_is_found_by_its_handle_whatever_the_case(cast: Cast) -> None:
    assert selectors.page_by_handle(cast.domain, "Page_900001") == (cast.saules, True)


def test_a_former_handle_finds_the_page_and_says_that_it_is_not_current(cast: Cast) -> None:
    PageHandle.objects.create(domain=cast.domain, handle="ancien", page=cast.saules)
    assert selectors.page_by_handle(cast.domain, "ancien") == (cast.saules, False)


def test_an_unknown_handle_finds_nothing(cast: Cast) -> None:
    assert selectors.page_by_handle(cast.domain, "inconnu") is None


def test_a_handle_of_another_domain_finds_nothing(cast: Cast) -> None:
    assert selectors.page_by_handle(Domain.objects.create(host="autre.test", name="Autre"), "page_900001") is None


def test_schools_come_by_name_with_their_pages_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        handles = [school.page.handle for school in selectors.schools_of(cast.rivages.institution)]
    assert handles == ["page_900001", "page_900002"] or handles == ["page_900002", "page_900001"]


def test_a_school_gone_from_the_file_is_listed_only_while_its_page_is_open(cast: Cast) -> None:
    Institution.objects.filter(pk__in=[cast.saules.institution_id, cast.erables.institution_id]).update(
        missing_since=DAY
    )
    cast.erables.closed_at = timezone.now()
    cast.erables.save()
    assert names(selectors.schools_of(cast.rivages.institution)) == ["École des Trois-Saules"]


def test_officials_in_office_come_with_the_mandates_of_that_day(cast: Cast) -> None:
    official = cast.commissioner.official
    Mandate.objects.create(
        official=official, institution=cast.rivages.institution, title="Présidente", starts_on=dt.date(2026, 6, 1)
    )
    (found,) = selectors.officials_of(cast.rivages.institution, DAY)
    assert [mandate.title for mandate in found.current_mandates] == ["Commissaire"]


def test_an_official_whose_mandate_ended_is_in_office_no_more(cast: Cast) -> None:
    Mandate.objects.update(ends_on=dt.date(2026, 2, 28))
    assert list(selectors.officials_of(cast.rivages.institution, DAY)) == []


def test_mandates_of_an_official_lead_back_to_the_institutions_page(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        pages = [m.institution.page for m in selectors.mandates_of(cast.commissioner.official)]
    assert pages == [cast.rivages]


def test_mandates_of_a_day_leave_out_the_others(cast: Cast) -> None:
    assert not selectors.mandates_of(cast.commissioner.official, dt.date(2024, 1, 1)).exists()


@pytest.mark.parametrize(
    "text", ["trois saules", "TROIS-SAULES", "saule", "val-des-rivages", "900001", "g0a1a0", "G0A 1A"]
)
def test_a_school_is_found_by(cast: Cast, text: str) -> None:
    assert names(selectors.search(cast.domain, text)) == ["École des Trois-Saules"]


def test_accents_and_case_are_ignored(cast: Cast) -> None:
    assert names(selectors.search(cast.domain, "ecole erables")) == ["École des Érables"]


def test_every_word_must_match(cast: Cast) -> None:
    assert names(selectors.search(cast.domain, "saules sainte-anse")) == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "!?", "'; --"])
def test_a_search_without_words_finds_nothing(cast: Cast, text: str) -> None:
    assert names(selectors.search(cast.domain, text)) == []


def test_st_and_ste_are_written_out(cast: Cast) -> None:
    assert names(selectors.search(cast.domain, "Ste-Anse")) == ["École des Érables"]


def test_a_name_that_starts_with_the_words_comes_before_one_that_contains_them(cast: Cast) -> None:
    make = {"domain": cast.domain, "kind": "school", "parent": cast.rivages.institution}
    Institution.objects.create(name="École A de l’Entre-Phares", code="900011", **make)
    Institution.objects.create(name="École Belle-du-Phare", code="900012", **make)
    Institution.objects.create(name="Un autre grandphare", code="900013", **make)
    found = names(selectors.search(cast.domain, "phare"))
    assert found == ["École du Phare", "École A de l’Entre-Phares", "École Belle-du-Phare", "Un autre grandphare"]


def test_a_search_stays_within_the_institutions_given(cast: Cast) -> None:
    mine = Institution.objects.filter(path__startswith=cast.rivages.institution.path)
    assert names(selectors.search(mine, "ecole phare")) == []


def test_a_search_is_bounded(cast: Cast) -> None:
    assert len(selectors.search(cast.domain, "ecole", limit=2)) == 2


def test_a_search_comes_with_pages_and_boards_in_one_query(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        found = [(school.page.handle, school.parent.name) for school in selectors.search(cast.domain, "erables")]
    assert found == [("page_900002", "Centre de services scolaire des Rivages")]


def test_adoption_counts_open_pages_by_board(cast: Cast, django_assert_num_queries) -> None:
    cast.saules.closed_at = timezone.now()
    cast.saules.save()
    with django_assert_num_queries(2):
        adoption = selectors.adoption(Institution.objects.all())
        lines = [(line.board.name, line.open, line.total, line.percent) for line in adoption.boards]
    assert lines == [
        ("Centre de services scolaire des Rivages", 1, 2, 50),
        ("Commission scolaire de l’Estuaire-Test", 1, 1, 100),
    ]
    assert (adoption.open, adoption.total, adoption.percent) == (2, 3, 67)


def test_adoption_leaves_out_what_is_gone_from_the_file(cast: Cast) -> None:
    Institution.objects.filter(pk=cast.phare.institution_id).update(missing_since=DAY)
    adoption = selectors.adoption(Institution.objects.filter(path__startswith=cast.estuaire.institution.path))
    assert (adoption.open, adoption.total, adoption.percent) == (0, 0, 0)


def test_adoption_of_one_school_is_its_boards_line(cast: Cast) -> None:
    adoption = selectors.adoption(Institution.objects.filter(pk=cast.saules.institution_id))
    assert [(line.board.name, line.open, line.total) for line in adoption.boards] == [
        ("Centre de services scolaire des Rivages", 1, 1)
    ]


def test_roles_on_many_institutions_reach_what_each_of_them_does(cast: Cast) -> None:
    """Many are looked up in another way than few: it must be the same."""
    deep = Institution.objects.create(
        domain=cast.domain, kind="school", name="Annexe", code="900011", parent=cast.saules.institution
    )
    alone = Institution.objects.create(domain=cast.domain, kind="board", name="Autre centre", code="920000")
    held = [cast.saules.institution, cast.erables.institution, cast.phare.institution, alone]
    user = make_person("many", *((_Held(one), RoleKind.MODERATOR) for one in held))
    found = selectors.institutions_where(user, Capability.MODERATE)
    assert set(found) == {*held, deep}
    assert not selectors.institutions_where(user, Capability.PUBLISH).exists()


class _Held:
    """An institution in a page's place, for `make_person`."""

    def __init__(self, institution: Institution | None) -> None:
        self.institution = institution
