"""What people do to pages, officials and institutions: each act with its entry and its signal, or refused in words."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from preau.institutions import selectors, services
from preau.institutions.models import Institution, Mandate, Page, PageHandle
from preau.institutions.services import PageContent
from preau.institutions.signals import network_changed, page_changed
from preau.kernel.errors import Conflict, Invalid
from preau.records.models import Entry
from tests.conftest import Cast

START = dt.date(2026, 1, 15)


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    told: list[Any] = []

    def listen(page: Page | None = None, domain: Any = None, **_: object) -> None:
        told.append(page or domain)

    page_changed.connect(listen)
    network_changed.connect(listen)
    yield told
    page_changed.disconnect(listen)
    network_changed.disconnect(listen)


def picture(width: int = 800, height: int = 600, colour: str = "teal") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


def edited(cast: Cast, page: Page | None = None, version: int | None = None, **content: Any) -> Page:
    page = page or cast.saules
    return services.page_edit(
        page=page,
        by=cast["saules_communications"],
        version=page.version if version is None else version,
        content=PageContent(**{"name": "Les Trois-Saules", **content}),
    )


def verbs() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("verb", flat=True))


def test_editing_a_page_is_kept_told_and_noted(cast: Cast, heard: list[Any]) -> None:
    page = edited(cast, summary_fr="Bienvenue", links=[{"label": "Menu", "url": "https://exemple.test"}])
    page.refresh_from_db()
    assert (page.name, page.summary_fr, page.links[0]["label"], page.version) == (
        "Les Trois-Saules",
        "Bienvenue",
        "Menu",
        2,
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.institution_id) == ("page.edited", cast.saules.institution_id)
    assert entry.snapshot["changed"] == ["name", "summary_fr", "links"]
    assert heard == [page]


def test_the_same_content_again_changes_nothing(cast: Cast, heard: list[Any]) -> None:
    page = edited(cast)
    heard.clear()
    assert edited(cast, page).version == page.version
    assert (verbs(), heard) == (["page.edited"], [])


def test_a_page_that_somebody_else_changed_is_not_overwritten(cast: Cast) -> None:
    edited(cast, summary_fr="De l’une")
    with pytest.raises(Conflict, match="Une autre personne"):
        edited(cast, version=1, summary_fr="De l’autre")
    assert Page.objects.get(pk=cast.saules.pk).summary_fr == "De l’une"


@pytest.mark.parametrize(
    "content",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"summary_fr": "x" * 601},
        {"summary_en": "x" * 601},
        {"links": [{"label": "a", "url": "https://a.test"}] * 7},
        {"links": [{"label": "", "url": "https://a.test"}]},
        {"links": [{"label": "a", "url": "javascript:alert(1)"}]},
        {"links": [{"label": "a", "url": "https://" + "a" * 300}]},
        {"fields": [{"label": "a", "value": "b"}] * 5},
        {"fields": [{"label": "a", "value": ""}]},
        {"fields": [{"label": "a", "value": "x" * 201}]},
        {"portrait": b"nothing like a picture"},
        {"banner": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"},
    ],
)
def test_what_cannot_be_a_page_is_refused_and_nothing_kept(cast: Cast, content: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        edited(cast, **content)
    assert Page.objects.get(pk=cast.saules.pk).version == 1
    assert verbs() == []


def test_a_picture_that_is_too_large_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(Invalid, match="trop grande"):
        edited(cast, portrait=picture(12_000, 9_000))


def test_a_portrait_becomes_a_square_and_a_banner_a_strip(cast: Cast) -> None:
    page = edited(cast, portrait=picture(), banner=picture(2000, 1000))
    sizes = []
    for kept in (page.portrait, page.banner):
        with kept.open() as file, Image.open(file) as image:
            sizes.append((image.size, image.format))
    assert sizes == [((400, 400), "WEBP"), ((1500, 500), "WEBP")]


def test_a_replaced_portrait_leaves_no_file_behind(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    page = edited(cast, portrait=picture())
    storage, former = page.portrait.storage, page.portrait.name
    with django_capture_on_commit_callbacks(execute=True):
        page = edited(cast, page, portrait=picture(colour="brown"))
    assert (storage.exists(former), storage.exists(page.portrait.name)) == (False, True)


def test_a_portrait_can_be_removed_and_is_kept_otherwise(cast: Cast) -> None:
    page = edited(cast, portrait=picture())
    page = edited(cast, page, summary_fr="Autre texte")
    assert page.portrait
    assert not edited(cast, page, summary_fr="Autre texte", portrait=b"").portrait


def test_removing_a_portrait_that_is_not_there_changes_nothing(cast: Cast) -> None:
    page = edited(cast)
    assert edited(cast, page, portrait=b"").version == page.version


def test_a_changed_handle_leads_on_for_ever(cast: Cast, heard: list[Any]) -> None:
    services.page_handle_change(page=cast.saules, handle=" @Trois_Saules ", by=cast["superuser"])
    assert selectors.page_by_handle(cast.domain, "trois_saules") == (cast.saules, True)
    assert selectors.page_by_handle(cast.domain, "page_900001") == (cast.saules, False)
    entry = Entry.objects.get()
    assert (entry.verb, entry.snapshot) == (
        "page.handle_changed",
        {"former": "page_900001", "handle": "trois_saules"},
    )
    assert heard == [cast.saules]


def test_the_same_handle_again_changes_nothing(cast: Cast) -> None:
    assert services.page_handle_change(page=cast.saules, handle="page_900001", by=None).version == 1
    assert verbs() == []


def test_a_page_may_take_its_former_handle_back(cast: Cast) -> None:
    services.page_handle_change(page=cast.saules, handle="trois_saules", by=None)
    services.page_handle_change(page=cast.saules, handle="page_900001", by=None)
    assert selectors.page_by_handle(cast.domain, "trois_saules") == (cast.saules, False)
    assert PageHandle.objects.filter(page=cast.saules).count() == 2


def test_a_handle_that_was_another_page_s_is_refused_for_ever(cast: Cast) -> None:
    services.page_handle_change(page=cast.saules, handle="trois_saules", by=None)
    with pytest.raises(Invalid, match="autre page"):
        services.page_handle_change(page=cast.erables, handle="page_900001", by=None)


def test_a_handle_given_to_another_at_this_very_moment_is_refused(cast: Cast) -> None:
    Page.objects.filter(pk=cast.erables.pk).update(handle="vole")
    with pytest.raises(Invalid, match="autre page"):
        services.page_handle_change(page=cast.saules, handle="vole", by=None)


@pytest.mark.parametrize("handle", ["", "ab", "École", "a b", "123", "admin", "x" * 31])
def test_a_handle_that_cannot_be_is_refused_in_words(cast: Cast, handle: str) -> None:
    with pytest.raises(Invalid):
        services.page_handle_change(page=cast.saules, handle=handle, by=None)
    assert verbs() == []


def added(cast: Cast, name: str = "Dominique Modèle", **mandate: Any) -> Page:
    official = services.official_add(
        **{
            "name": name,
            "institution": cast.rivages.institution,
            "title": "Présidente",
            "starts_on": START,
            "by": cast["rivages_administrator"],
            **mandate,
        }
    )
    return official.page


def test_an_official_is_added_with_a_mandate_and_a_page_not_open_yet(cast: Cast, heard: list[Any]) -> None:
    page = added(cast)
    assert (page.handle, page.name, page.is_open) == ("dominique_modele", "Dominique Modèle", False)
    (mandate,) = page.official.mandates.all()
    assert (mandate.title, mandate.institution) == ("Présidente", cast.rivages.institution)
    assert verbs() == ["official.added", "mandate.added"]
    assert cast.domain in heard
    assert cast.rivages in heard


def test_a_namesake_of_an_official_has_a_number(cast: Cast) -> None:
    assert added(cast, "Camille Exemple").handle == "camille_exemple_2"


def test_a_name_without_a_latin_letter_has_a_handle_too(cast: Cast) -> None:
    assert added(cast, "ᐃᓄᒃ").handle == "page_2"


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "x" * 121}, {"title": " "}, {"title": "x" * 121}, {"ends_on": START - dt.timedelta(1)}],
)
def test_an_unsound_official_is_refused_and_nothing_kept(cast: Cast, wrong: dict[str, Any]) -> None:
    before = Page.objects.count()
    with pytest.raises(Invalid):
        added(cast, **wrong)
    assert (Page.objects.count(), verbs()) == (before, [])


def test_an_official_may_have_several_mandates(cast: Cast) -> None:
    official = cast.commissioner.official
    services.mandate_add(
        official=official, institution=cast.saules.institution, title="Membre", starts_on=START, by=None
    )
    assert {m.institution.page for m in selectors.mandates_of(official)} == {cast.rivages, cast.saules}


def test_a_mandate_on_another_domain_is_refused(cast: Cast) -> None:
    other = type(cast.domain).objects.create(host="autre.test", name="Autre")
    institution = Institution.objects.create(domain=other, kind="board", name="Autre", code="970000")
    with pytest.raises(Invalid):
        services.mandate_add(
            official=cast.commissioner.official, institution=institution, title="Membre", starts_on=START, by=None
        )


def test_ending_a_mandate_is_noted_as_such(cast: Cast, heard: list[Any]) -> None:
    mandate = Mandate.objects.get()
    services.mandate_edit(
        mandate=mandate, title=mandate.title, starts_on=START, ends_on=START, by=cast["rivages_administrator"]
    )
    assert verbs() == ["mandate.ended"]
    assert set(heard) == {cast.commissioner, cast.rivages}


def test_correcting_a_mandate_is_noted_as_such(cast: Cast) -> None:
    services.mandate_edit(
        mandate=Mandate.objects.get(), title="Commissaire-parent", starts_on=START, ends_on=None, by=None
    )
    assert (verbs(), Mandate.objects.get().title) == (["mandate.edited"], "Commissaire-parent")


def test_a_language_policy_is_chosen_noted_and_told(cast: Cast, heard: list[Any]) -> None:
    services.institution_language(institution=cast.saules.institution, policy="fr+en", by=cast["superuser"])
    cast.saules.institution.refresh_from_db()
    assert cast.saules.institution.language_policy == "fr+en"
    assert (verbs(), heard) == (["institution.edited"], [cast.saules])


def test_the_same_language_policy_again_changes_nothing(cast: Cast) -> None:
    services.institution_language(institution=cast.saules.institution, policy="fr", by=None)
    assert verbs() == []


def test_an_unknown_language_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        services.institution_language(institution=cast.saules.institution, policy="de", by=None)


def local(cast: Cast, **changes: Any) -> Institution:
    given = {"parent": cast.rivages.institution, "kind": "training", "name": "Centre de la Berge", "by": None}
    return services.institution_add(**{**given, **changes})


def test_an_institution_made_by_hand_has_a_page_and_is_found(cast: Cast, heard: list[Any]) -> None:
    made = local(cast, municipality_name="Sainte-Anse")
    assert (made.page.handle, made.page.is_open, made.is_local) == ("cfp_berge", False, True)
    assert list(selectors.search(cast.domain, "berge sainte-anse")) == [made]
    assert (verbs(), heard) == (["institution.added"], [cast.domain])


def test_its_namesake_has_another_handle(cast: Cast) -> None:
    local(cast)
    assert local(cast).page.handle == "centre_berge"
    assert local(cast).page.handle == "cfp_berge_2"


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 201}, {"kind": "board"}, {"kind": "autre"}])
def test_an_unsound_institution_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        local(cast, **wrong)
    assert verbs() == []


def test_nothing_is_added_below_a_school(cast: Cast) -> None:
    with pytest.raises(Invalid):
        local(cast, parent=cast.saules.institution)
