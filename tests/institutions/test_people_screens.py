from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from preau.institutions.models import Institution, Invitation, Role, RoleKind
from preau.institutions.services import invitation_send
from preau.users.models import User
from tests.conftest import make_person

PEOPLE = "/bureau/personnes/"


@pytest.fixture
def board(client, cast):
    """The screens as Rivages' administrator sees them."""
    client.force_login(cast["rivages_administrator"])
    return client


def invite(cast, page, email="nouvelle@exemple.test") -> Invitation:
    return invitation_send(
        email=email,
        name="Dominique Essai",
        language="fr",
        institution=page.institution,
        kind=RoleKind.EDITOR,
        by=cast["superuser"],
    )


def role_of(user) -> Role:
    return Role.objects.get(user=user)


def test_the_list_shows_my_boards_people_and_no_others(board, cast) -> None:
    page = board.get(PEOPLE).content.decode()
    assert "saules_editor@exemple.test" in page
    assert "estuaire_administrator@exemple.test" not in page


def test_people_are_found_by_a_part_of_their_name(board, cast) -> None:
    page = board.get(PEOPLE, {"q": "saules edi"}).content.decode()
    assert "saules_editor@exemple.test" in page
    assert "saules_reader@exemple.test" not in page


def test_the_list_can_be_limited_to_one_school(board, cast) -> None:
    page = board.get(PEOPLE, {"organisme": cast.saules.institution_id}).content.decode()
    assert "saules_reader@exemple.test" in page
    assert "rivages_reader@exemple.test" not in page


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 40])
def test_a_strange_institution_is_ignored(board, asked) -> None:
    assert board.get(PEOPLE, {"organisme": asked}).status_code == 200


def test_another_boards_institution_is_not_found(board, cast) -> None:
    assert board.get(PEOPLE, {"organisme": cast.estuaire.institution_id}).status_code == 404
    assert board.get(f"{PEOPLE}inviter/{cast.estuaire.institution_id}/").status_code == 404


def test_the_list_asks_few_questions_of_the_database(board, cast, django_assert_max_num_queries) -> None:
    for number in range(60):
        make_person(f"membre{number}", (cast.saules, RoleKind.EDITOR))
        invite(cast, cast.saules, f"invitee{number}@exemple.test")
    with django_assert_max_num_queries(30):
        page = board.get(PEOPLE).content.decode()
    assert "page=2" in page


@pytest.mark.parametrize("who", ["rivages_communications", "saules_editor", "rivages_reader", "official", "nobody"])
def test_the_people_screen_is_for_administrators(client, cast, who) -> None:
    client.force_login(cast[who])
    assert client.get(PEOPLE).status_code == 403


def test_inviting_goes_from_the_search_to_the_mail(board, cast) -> None:
    found = board.get(f"{PEOPLE}inviter/", {"q": "trois saules"}).content.decode()
    place = f"{PEOPLE}inviter/{cast.saules.institution_id}/"
    assert place in found
    form = {"email": "nouvelle@exemple.test", "name": "Dominique", "language": "fr", "kind": "editor"}
    answer = board.post(place, form, follow=True).content.decode()
    assert "L’invitation part à nouvelle@exemple.test." in answer
    assert Invitation.objects.get().institution == cast.saules.institution


def test_each_role_says_what_it_may_do(board, cast) -> None:
    page = board.get(f"{PEOPLE}inviter/{cast.saules.institution_id}/").content.decode()
    assert all(str(kind.promise) in page for kind in RoleKind)


def test_a_form_that_is_not_right_is_shown_again_with_its_reason(board, cast) -> None:
    place = f"{PEOPLE}inviter/{cast.saules.institution_id}/"
    form = {"email": cast["saules_editor"].email, "name": "X", "language": "fr", "kind": "editor"}
    answer = board.post(place, form)
    assert answer.status_code == 422
    assert "a déjà ce rôle" in answer.content.decode()


def test_who_administers_one_school_goes_straight_to_its_form(client, cast) -> None:
    client.force_login(cast["saules_administrator"])
    answer = client.get(f"{PEOPLE}inviter/")
    assert answer["Location"] == f"{PEOPLE}inviter/{cast.saules.institution_id}/"


def test_a_search_that_finds_nothing_says_so(board) -> None:
    assert "Rien de ce nom" in board.get(f"{PEOPLE}inviter/", {"q": "zzz"}).content.decode()


def test_an_official_without_a_person_is_offered_and_invited(board, cast) -> None:
    official = cast.commissioner.official
    official.user = None
    official.save()
    page = board.get(f"{PEOPLE}inviter/", {"q": "camille"}).content.decode()
    place = f"{PEOPLE}inviter/page/{official.pk}/"
    assert place in page
    assert "Camille Exemple" in board.get(place).content.decode()
    board.post(place, {"email": "camille@exemple.test", "name": "Camille Exemple", "language": "fr"})
    assert Invitation.objects.get().official == official


def test_an_invitation_is_sent_again_and_called_back(board, cast) -> None:
    waiting = invite(cast, cast.saules)
    assert "1 invitation attend" in board.get(PEOPLE).content.decode()
    board.post(f"{PEOPLE}invitations/{waiting.pk}/renvoyer/")
    assert Invitation.objects.get().token_digest != waiting.token_digest
    page = board.post(f"{PEOPLE}invitations/{waiting.pk}/annuler/", follow=True).content.decode()
    assert "L’invitation est annulée" in page
    assert board.post(f"{PEOPLE}invitations/{waiting.pk}/annuler/").status_code == 404


def test_another_boards_invitation_is_not_found(board, cast) -> None:
    other = invite(cast, cast.phare)
    assert board.post(f"{PEOPLE}invitations/{other.pk}/renvoyer/").status_code == 404
    assert board.post(f"{PEOPLE}invitations/{other.pk}/annuler/").status_code == 404


def test_a_role_is_changed_on_its_screen(board, cast) -> None:
    held = role_of(cast["saules_editor"])
    assert board.get(f"{PEOPLE}roles/{held.pk}/").status_code == 200
    board.post(f"{PEOPLE}roles/{held.pk}/", {"kind": "communications"})
    assert role_of(cast["saules_editor"]).kind == "communications"


def test_a_role_is_removed_on_its_screen(board, cast) -> None:
    held = role_of(cast["saules_editor"])
    board.post(f"{PEOPLE}roles/{held.pk}/retirer/")
    assert not Role.objects.filter(pk=held.pk).exists()


def test_another_boards_role_is_not_found(board, cast) -> None:
    held = role_of(cast["estuaire_administrator"])
    assert board.get(f"{PEOPLE}roles/{held.pk}/").status_code == 404
    assert board.post(f"{PEOPLE}roles/{held.pk}/retirer/").status_code == 404


def test_the_last_administrator_is_told_and_must_tick_the_box(client, cast) -> None:
    client.force_login(cast["estuaire_administrator"])
    held = role_of(cast["estuaire_administrator"])
    place = f"{PEOPLE}roles/{held.pk}/"
    assert "Vous êtes la dernière personne" in client.get(place).content.decode()
    assert "Rien n’a changé" in client.post(f"{place}retirer/", follow=True).content.decode()
    assert client.post(place, {"kind": "reader"}).status_code == 422
    assert client.post(f"{place}retirer/", {"knows_last": "on"})["Location"] == "/compte/"
    assert not Role.objects.filter(pk=held.pk).exists()


def test_only_a_superuser_shuts_an_account(board, cast) -> None:
    assert board.post(f"{PEOPLE}comptes/{cast['saules_editor'].pk}/").status_code == 404
    board.force_login(cast["superuser"])
    board.post(f"{PEOPLE}comptes/{cast['saules_editor'].pk}/")
    assert not User.objects.get(pk=cast["saules_editor"].pk).is_active
    board.post(f"{PEOPLE}comptes/{cast['saules_editor'].pk}/")
    assert User.objects.get(pk=cast["saules_editor"].pk).is_active


def test_nobody_shuts_their_own_account(client, cast) -> None:
    client.force_login(cast["superuser"])
    page = client.post(f"{PEOPLE}comptes/{cast['superuser'].pk}/", follow=True).content.decode()
    assert "votre propre compte" in page


def test_a_shut_account_is_out_at_its_next_request(client, cast) -> None:
    client.force_login(cast["saules_editor"])
    User.objects.filter(pk=cast["saules_editor"].pk).update(is_active=False)
    assert client.get("/bureau/").status_code == 302


class TestSecondFactorAsked:
    @pytest.fixture(autouse=True)
    def asked(self, settings) -> None:
        settings.REQUIRE_SECOND_FACTOR = True

    @pytest.mark.parametrize("who", ["rivages_communications", "saules_administrator", "official", "superuser"])
    def test_whoever_publishes_sets_one_up_before_the_desk_opens(self, client, cast, who) -> None:
        client.force_login(cast[who])
        for place in ("/bureau/", "/bureau/publications/"):
            assert client.get(place)["Location"] == "/bureau/deuxieme-etape/"
        assert "Une deuxième étape d’abord" in client.get("/bureau/deuxieme-etape/").content.decode()

    @pytest.mark.parametrize("who", ["saules_editor", "saules_reader"])
    def test_who_does_not_publish_is_not_asked(self, client, cast, who) -> None:
        client.force_login(cast[who])
        assert client.get("/bureau/").status_code == 200

    def test_with_one_the_desk_opens(self, client, cast) -> None:
        TOTP.activate(cast["rivages_communications"], "JBSWY3DPEHPK3PXP")
        client.force_login(cast["rivages_communications"])
        assert client.get("/bureau/").status_code == 200


def test_a_big_network_is_searched_not_listed(client, cast) -> None:
    board = cast.rivages.institution
    for number in range(30):
        Institution.objects.create(
            domain=cast.domain, kind="school", name=f"École {number}", code=f"8{number:05}", parent=board
        )
    client.force_login(cast["rivages_administrator"])
    page = client.get(f"{PEOPLE}inviter/").content.decode()
    assert "Les 20 premiers de 33" in page
