"""A board adopts its guide; what applies where; who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from preau.guide.articles import default_source
from preau.guide.models import Acknowledgement, Edition
from preau.guide.selectors import applied, edition_in_force, values_of
from preau.guide.selectors.standing import expected, missing_from, to_acknowledge
from preau.guide.services import edition_acknowledge, edition_adopt, edition_discard, edition_draft, values_set
from preau.institutions.models import Institution, Page
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from preau.users.models import User
from tests.conftest import Cast


def link(slug: str) -> str | None:
    return f"/{slug}"


def draft(page: Page, actor: User, article: str = "charter", version: int = 0, **texts: str) -> Edition:
    bodies = {f"body_{language}": default_source(article, language) for language in ("fr", "en")}
    return edition_draft(
        institution=page.institution, article=article, version=version, actor=actor, **{**bodies, **texts}
    )


def adopt(page: Page, actor: User, article: str = "charter", **texts: str) -> Edition:
    made = draft(page, actor, article, **texts)
    return edition_adopt(edition=made, adopted_on=timezone.localdate(), version=made.version, actor=actor)


def said(institution: Institution | None, slug: str = "promise", language: str = "fr") -> str:
    return applied(institution, slug, language, link=link).html


def test_before_any_edition_the_text_that_comes_with_preau_applies(cast: Cast) -> None:
    article = applied(cast.saules.institution, "netiquette", "fr", link=link)
    assert article.edition is None
    assert "Centre de services scolaire des Rivages" in article.html
    assert "notre organisme" in applied(None, "netiquette", "fr", link=link).html


def test_an_adopted_edition_holds_for_every_school_and_for_no_other_board(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"], body_fr="# Charte\n\nNos mots à nous.")
    assert (made.number, made.adopted_on) == (1, timezone.localdate())
    assert "Nos mots à nous." in said(cast.saules.institution, "charter")
    assert "Nos mots à nous." not in said(cast.phare.institution, "charter")
    entry = Entry.objects.get(verb="edition.adopted")
    assert entry.snapshot["body_fr"] == "# Charte\n\nNos mots à nous."


def test_an_adopted_edition_never_changes(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"])
    made.body_fr = "Autre chose"
    with pytest.raises(Conflict):
        made.save()
    with pytest.raises(Conflict):
        edition_discard(edition=made, actor=cast["rivages_communications"])
    with pytest.raises(Conflict):
        edition_adopt(
            edition=made, adopted_on=timezone.localdate(), version=made.version, actor=cast["rivages_communications"]
        )
    again = adopt(cast.rivages, cast["rivages_communications"], body_fr="# Charte\n\nLa deuxième.")
    assert again.number == 2
    in_force = edition_in_force(cast.erables.institution, "charter")
    assert in_force is not None
    assert in_force.pk == again.pk


def test_an_edition_keeps_the_values_of_its_day(cast: Cast) -> None:
    by = cast["rivages_communications"]
    values_set(institution=cast.rivages.institution, actor=by, hours_fr="de 8 h à 16 h")
    adopt(cast.rivages, by, "promise")
    values_set(institution=cast.rivages.institution, actor=by, hours_fr="de 9 h à 17 h")
    assert "de 8 h à 16 h" in said(cast.saules.institution)
    assert "de 9 h à 17 h" not in said(cast.saules.institution)


def test_a_school_may_give_its_own_value_and_keeps_the_others(cast: Cast) -> None:
    values_set(
        institution=cast.rivages.institution,
        actor=cast["rivages_communications"],
        hours_fr="de 8 h à 16 h",
        contact_email="tous@rivages.example",
    )
    adopt(cast.rivages, cast["rivages_communications"], "promise")
    values_set(
        institution=cast.saules.institution, actor=cast["saules_communications"], contact_email="saules@rivages.example"
    )
    assert "saules@rivages.example" in said(cast.saules.institution)
    assert "de 8 h à 16 h" in said(cast.saules.institution)
    assert "tous@rivages.example" in said(cast.erables.institution)


def test_a_text_in_one_language_serves_for_both(cast: Cast) -> None:
    adopt(cast.rivages, cast["rivages_communications"], body_fr="# Charte\n\nEn français.", body_en="")
    article = applied(cast.rivages.institution, "charter", "en", link=link)
    assert (article.language, article.title) == ("fr", "Charte")


def test_what_hinders_an_adoption_is_said_whole(cast: Cast) -> None:
    made = draft(cast.rivages, cast["rivages_communications"], "reasons", body_fr="Sans titre {{ courriel }}")
    with pytest.raises(Invalid) as refused:
        edition_adopt(
            edition=made, adopted_on=timezone.localdate(), version=made.version, actor=cast["rivages_communications"]
        )
    for words in ("titre", "courriel", "{#attack}", "{#spam}"):
        assert words in str(refused.value)
    assert edition_in_force(cast.rivages.institution, "reasons") is None


def test_no_edition_is_adopted_in_advance_or_unread(cast: Cast) -> None:
    by = cast["rivages_communications"]
    made = draft(cast.rivages, by)
    with pytest.raises(Invalid):
        edition_adopt(edition=made, adopted_on=timezone.localdate() + dt.timedelta(1), version=made.version, actor=by)
    with pytest.raises(Conflict):
        edition_adopt(edition=made, adopted_on=timezone.localdate(), version=made.version - 1, actor=by)


def test_two_who_write_at_once_are_told(cast: Cast) -> None:
    draft(cast.rivages, cast["rivages_communications"])
    with pytest.raises(Conflict):
        draft(cast.rivages, cast["rivages_administrator"])
    assert draft(cast.rivages, cast["rivages_administrator"], version=1).version == 2


@pytest.mark.parametrize(
    "who", ["rivages_editor", "rivages_moderator", "rivages_reader", "saules_administrator", "estuaire_administrator"]
)
def test_only_those_who_publish_for_the_board_change_its_guide(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        draft(cast.rivages, cast[who])
    with pytest.raises(NotAllowed):
        values_set(institution=cast.rivages.institution, actor=cast[who], hours_fr="jamais")
    made = draft(cast.rivages, cast["rivages_administrator"])
    with pytest.raises(NotAllowed):
        edition_adopt(edition=made, adopted_on=timezone.localdate(), version=made.version, actor=cast[who])
    with pytest.raises(NotAllowed):
        edition_discard(edition=made, actor=cast[who])


def test_a_school_adopts_nothing(cast: Cast) -> None:
    with pytest.raises(Invalid):
        draft(cast.saules, cast["saules_administrator"])


def test_a_person_acknowledges_once_each_edition(cast: Cast) -> None:
    first = adopt(cast.rivages, cast["rivages_communications"])
    editor = cast["saules_editor"]
    assert to_acknowledge(editor) == [first]
    edition_acknowledge(edition=first, actor=editor)
    edition_acknowledge(edition=first, actor=editor)
    assert Acknowledgement.objects.filter(user=editor).count() == 1
    assert Entry.objects.filter(verb="edition.acknowledged").count() == 1
    assert to_acknowledge(editor) == []
    second = adopt(cast.rivages, cast["rivages_communications"])
    assert to_acknowledge(editor) == [second]


def test_each_is_asked_to_read_what_their_work_calls_for(cast: Cast) -> None:
    by = cast["rivages_communications"]
    charter, rules = adopt(cast.rivages, by), adopt(cast.rivages, by, "netiquette")
    adopt(cast.estuaire, cast["estuaire_administrator"], "netiquette")
    assert to_acknowledge(cast["saules_moderator"]) == [rules]
    assert to_acknowledge(cast["saules_editor"]) == [charter]
    assert to_acknowledge(cast["saules_communications"]) == [rules, charter]
    assert to_acknowledge(cast["saules_communications"], "charter") == [charter]
    assert to_acknowledge(cast["official"]) == [rules, charter]


def test_nobody_acknowledges_for_another_board_or_a_draft(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"])
    for who in ("estuaire_administrator", "nobody"):
        with pytest.raises(NotAllowed):
            edition_acknowledge(edition=made, actor=cast[who])
    with pytest.raises(Invalid):
        edition_acknowledge(
            edition=draft(cast.rivages, cast["rivages_communications"]), actor=cast["rivages_communications"]
        )


def test_the_charter_is_expected_of_those_who_write_and_of_officials(cast: Cast) -> None:
    made = adopt(cast.rivages, cast["rivages_communications"])
    names = set(expected(made).values_list("email", flat=True))
    writers = {
        f"{place}_{kind}@exemple.test"
        for place in ("rivages", "saules")
        for kind in ("administrator", "communications", "editor")
    }
    assert names == writers | {"official@exemple.test"}
    edition_acknowledge(edition=made, actor=cast["official"])
    assert not missing_from(made).filter(pk=cast["official"].pk).exists()
    assert to_acknowledge(cast["rivages_reader"]) == []


def test_values_are_empty_where_there_is_no_institution() -> None:
    assert values_of(None) == {}
