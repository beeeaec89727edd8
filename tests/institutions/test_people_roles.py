from __future__ import annotations

import pytest

from preau.institutions.models import Page, Role, RoleKind
from preau.institutions.services import role_change, role_grant, role_revoke
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from preau.users.models import User


def role_of(user, page) -> Role:
    return Role.objects.get(user=user, institution=page.institution)


def test_an_administrator_gives_a_role_below(cast) -> None:
    by = cast["rivages_administrator"]
    role = role_grant(user=cast["nobody"], institution=cast.saules.institution, kind=RoleKind.EDITOR, by=by)
    assert role.granted_by == by
    entry = Entry.objects.get()
    assert (entry.verb, entry.institution_id) == ("role.granted", cast.saules.institution_id)


@pytest.mark.parametrize("who", ["estuaire_administrator", "saules_administrator", "rivages_communications", "nobody"])
def test_nobody_gives_a_role_on_what_they_do_not_administer(cast, who) -> None:
    with pytest.raises(NotAllowed):
        role_grant(user=cast[who], institution=cast.rivages.institution, kind=RoleKind.ADMINISTRATOR, by=cast[who])
    assert Entry.objects.count() == 0


def test_a_role_is_not_given_twice(cast) -> None:
    with pytest.raises(Invalid):
        role_grant(
            user=cast["saules_editor"],
            institution=cast.saules.institution,
            kind=RoleKind.EDITOR,
            by=cast["rivages_administrator"],
        )


@pytest.mark.parametrize(("kind", "opens"), [("administrator", True), ("editor", True), ("reader", False)])
def test_a_page_opens_with_the_first_person_in_charge(cast, kind, opens) -> None:
    Page.objects.filter(pk=cast.erables.pk).update(opened_at=None)
    cast.erables.refresh_from_db()
    role_grant(
        user=cast["nobody"],
        institution=cast.erables.institution,
        kind=RoleKind(kind),
        by=cast["rivages_administrator"],
    )
    assert Page.objects.get(pk=cast.erables.pk).is_open is opens


def test_a_page_that_was_closed_stays_closed(cast) -> None:
    from django.utils import timezone

    Page.objects.filter(pk=cast.erables.pk).update(closed_at=timezone.now(), closed_reason="Fermée")
    role_grant(
        user=cast["nobody"],
        institution=cast.erables.institution,
        kind=RoleKind.EDITOR,
        by=cast["rivages_administrator"],
    )
    assert not Page.objects.get(pk=cast.erables.pk).is_open


def test_a_role_is_changed_in_one_act(cast) -> None:
    role = role_of(cast["saules_editor"], cast.saules)
    role_change(role=role, kind=RoleKind.COMMUNICATIONS, by=cast["saules_administrator"])
    assert role_of(cast["saules_editor"], cast.saules).kind == RoleKind.COMMUNICATIONS
    assert Entry.objects.get().snapshot["before"] == "editor"


def test_a_role_is_not_changed_into_one_that_is_held(cast) -> None:
    Role.objects.create(user=cast["saules_editor"], institution=cast.saules.institution, kind=RoleKind.READER)
    role = Role.objects.get(user=cast["saules_editor"], kind=RoleKind.EDITOR)
    with pytest.raises(Invalid):
        role_change(role=role, kind=RoleKind.READER, by=cast["saules_administrator"])


def test_another_boards_administrator_changes_and_removes_nothing(cast) -> None:
    role = role_of(cast["saules_editor"], cast.saules)
    with pytest.raises(NotAllowed):
        role_change(role=role, kind=RoleKind.ADMINISTRATOR, by=cast["estuaire_administrator"])
    with pytest.raises(NotAllowed):
        role_revoke(role=role, by=cast["estuaire_administrator"])


def test_a_school_is_never_without_its_boards_administrator(cast) -> None:
    role_revoke(role=role_of(cast["saules_administrator"], cast.saules), by=cast["rivages_administrator"])
    assert not Role.objects.filter(user=cast["saules_administrator"]).exists()


def test_the_last_administrator_of_a_board_is_warned(cast) -> None:
    alone = cast["estuaire_administrator"]
    role = role_of(alone, cast.estuaire)
    with pytest.raises(Conflict):
        role_revoke(role=role, by=alone)
    with pytest.raises(Conflict):
        role_change(role=role, kind=RoleKind.READER, by=alone)
    role_revoke(role=role, by=alone, knows_last=True)
    assert not Role.objects.filter(user=alone).exists()


def test_a_deactivated_colleague_does_not_count(cast) -> None:
    other = cast["nobody"]
    Role.objects.create(user=other, institution=cast.estuaire.institution, kind=RoleKind.ADMINISTRATOR)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Conflict):
        role_revoke(role=role_of(cast["estuaire_administrator"], cast.estuaire), by=cast["estuaire_administrator"])
