from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail

from preau.institutions.models import Invitation, Official, Page, Role, RoleKind
from preau.institutions.services import (
    invitation_accept,
    invitation_revoke,
    invitation_send,
    invitation_send_again,
)
from preau.institutions.services.people_tokens import token_of
from preau.institutions.tasks import invitation_mail
from preau.jobs.models import Job
from preau.kernel.errors import Conflict, Invalid, NotAllowed
from preau.records.models import Entry
from preau.users.models import User
from tests.conftest import PASSWORD

NEW = "nouvelle@exemple.test"
GOOD = "quatre mots sans rapport"


def send(cast, page, by="rivages_administrator", kind=RoleKind.EDITOR, email=NEW, **more) -> Invitation:
    more = {"name": "Dominique Essai", "language": "fr", **more}
    return invitation_send(email=email, institution=page.institution, kind=kind, by=cast[by], **more)


def link_of(invitation) -> str:
    invitation_mail(invitation_id=invitation.pk)
    return re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)


def test_an_invitation_goes_by_mail_with_a_job_that_holds_no_secret(cast) -> None:
    invitation = send(cast, cast.saules)
    job = Job.objects.get()
    assert job.arguments == {"invitation_id": invitation.pk}
    link = link_of(invitation)
    assert link == f"/compte/invitation/{token_of(invitation)}/"
    assert "École des Trois-Saules" in mail.outbox[0].body
    assert mail.outbox[0].to == [NEW]


def test_only_the_digest_of_the_token_is_kept(cast) -> None:
    invitation = send(cast, cast.saules)
    token = token_of(invitation)
    row = Invitation.objects.filter(pk=invitation.pk).values().get()
    entry = Entry.objects.get()
    assert token not in str(row)
    assert token not in str(entry.snapshot)
    assert invitation.nonce not in str(entry.snapshot)


def test_the_mail_is_in_the_language_asked_for(cast) -> None:
    invitation_mail(invitation_id=send(cast, cast.saules, language="en").pk)
    assert "/en/compte/invitation/" in mail.outbox[0].body
    assert "invites you" in mail.outbox[0].subject


@pytest.mark.parametrize("who", ["estuaire_administrator", "saules_administrator", "rivages_communications", "nobody"])
def test_nobody_invites_where_they_do_not_administer(cast, who) -> None:
    with pytest.raises(NotAllowed):
        send(cast, cast.rivages, by=who)
    assert not Invitation.objects.exists()


def test_inviting_twice_to_the_same_sends_the_same_again(cast) -> None:
    first = send(cast, cast.saules)
    old = token_of(first)
    second = send(cast, cast.saules, email=NEW.upper())
    assert second.pk == first.pk
    assert token_of(second) != old


def test_inviting_to_a_role_that_is_held_is_refused(cast) -> None:
    with pytest.raises(Invalid):
        send(cast, cast.saules, email=cast["saules_editor"].email)


def test_an_invitation_to_nothing_is_refused(cast) -> None:
    with pytest.raises(Invalid):
        invitation_send(email=NEW, name="", language="fr", by=cast["rivages_administrator"])


def test_a_new_person_chooses_a_password_and_has_the_role(client, cast) -> None:
    link = link_of(send(cast, cast.saules))
    page = client.get(link)
    assert "Dominique Essai" in page.content.decode()
    answer = client.post(link, {"name": "Dominique Essai", "password": GOOD})
    assert answer["Location"] == "/bureau/"
    user = User.objects.get(email=NEW)
    assert user.check_password(GOOD)
    assert Role.objects.get(user=user).institution == cast.saules.institution
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/bureau/").status_code == 200


def test_opening_the_link_changes_nothing(client, cast) -> None:
    invitation = send(cast, cast.saules)
    client.get(link_of(invitation))
    client.head(link_of(invitation))
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email=NEW).exists()


def test_a_weak_password_is_refused_in_words(client, cast) -> None:
    link = link_of(send(cast, cast.saules))
    answer = client.post(link, {"name": "Dominique", "password": "court"})
    assert "12 caractères" in answer.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_who_is_signed_in_just_accepts(client, cast) -> None:
    client.force_login(cast["nobody"])
    link = link_of(send(cast, cast.saules, email=cast["nobody"].email))
    assert client.post(link)["Location"] == "/bureau/"
    assert Role.objects.get(user=cast["nobody"]).kind == RoleKind.EDITOR


def test_who_has_an_account_signs_in_first(client, cast) -> None:
    link = link_of(send(cast, cast.saules, email=cast["nobody"].email))
    page = client.get(link).content.decode()
    assert f"/compte/connexion/?next={link}" in page
    client.post(link, {"name": "Imposture", "password": GOOD})
    assert not Role.objects.filter(user=cast["nobody"]).exists()
    assert User.objects.get(pk=cast["nobody"].pk).check_password(PASSWORD)


def test_somebody_elses_invitation_gives_nothing(client, cast) -> None:
    client.force_login(cast["saules_reader"])
    link = link_of(send(cast, cast.saules, kind=RoleKind.ADMINISTRATOR))
    assert "est pour une autre adresse" in client.post(link).content.decode()
    assert Role.objects.filter(user=cast["saules_reader"]).count() == 1


def test_an_invitation_serves_once(client, cast) -> None:
    link = link_of(send(cast, cast.saules))
    client.post(link, {"name": "Dominique", "password": GOOD})
    client.logout()
    again = client.post(link, {"name": "Autre", "password": GOOD})
    assert again.status_code == 410
    assert "déjà été acceptée" in again.content.decode()


def test_an_invitation_expires(client, cast, settings) -> None:
    link = link_of(send(cast, cast.saules))
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=settings.INVITATION_DAYS, minutes=1)):
        answer = client.post(link, {"name": "Dominique", "password": GOOD})
    assert answer.status_code == 410
    assert "rivages administrator" in answer.content.decode()


def test_a_revoked_invitation_is_dead(client, cast) -> None:
    invitation = send(cast, cast.saules)
    link = link_of(invitation)
    invitation_revoke(invitation=invitation, by=cast["rivages_administrator"])
    assert client.post(link, {"name": "Dominique", "password": GOOD}).status_code == 410
    invitation_mail(invitation_id=invitation.pk)
    assert len(mail.outbox) == 1


def test_an_unknown_token_says_so(client, db) -> None:
    answer = client.get("/compte/invitation/ce-n-est-pas-un-jeton/")
    assert answer.status_code == 404
    assert "Le lien est incomplet" in answer.content.decode()


def test_the_old_link_of_an_invitation_sent_again_is_dead(client, cast) -> None:
    invitation = send(cast, cast.saules)
    old = link_of(invitation)
    invitation_send_again(invitation=invitation, by=cast["rivages_administrator"])
    assert client.get(old).status_code == 404


def test_an_invitation_dies_with_the_right_to_send_it(client, cast) -> None:
    link = link_of(send(cast, cast.saules, by="saules_administrator"))
    Role.objects.filter(user=cast["saules_administrator"]).delete()
    answer = client.post(link, {"name": "Dominique", "password": GOOD})
    assert answer.status_code == 410
    assert "n’administre plus" in answer.content.decode()


def test_another_board_neither_sends_again_nor_revokes(cast) -> None:
    invitation = send(cast, cast.saules)
    with pytest.raises(NotAllowed):
        invitation_send_again(invitation=invitation, by=cast["estuaire_administrator"])
    with pytest.raises(NotAllowed):
        invitation_revoke(invitation=invitation, by=cast["estuaire_administrator"])


def test_what_is_accepted_is_not_revoked(cast) -> None:
    invitation = send(cast, cast.saules)
    invitation_accept(token=token_of(invitation), user=None, name="Dominique", password=GOOD)
    with pytest.raises(Conflict):
        invitation_revoke(invitation=invitation, by=cast["rivages_administrator"])


def test_without_a_password_the_person_signs_in_through_their_organisation(cast) -> None:
    person = invitation_accept(token=token_of(send(cast, cast.saules)), user=None, name="Dominique")
    assert not person.has_usable_password()


@pytest.fixture
def waiting_official(cast) -> Official:
    official = cast.commissioner.official
    official.user = None
    official.save()
    Page.objects.filter(pk=cast.commissioner.pk).update(opened_at=None)
    return official


def invite_official(cast, official, by="rivages_administrator") -> Invitation:
    return invitation_send(email=NEW, name="Camille Exemple", language="fr", by=cast[by], official=official)


def test_an_official_takes_charge_of_their_page_which_opens(client, cast, waiting_official) -> None:
    link = link_of(invite_official(cast, waiting_official))
    assert "Camille Exemple" in mail.outbox[0].body
    client.post(link, {"name": "Camille Exemple", "password": GOOD})
    page = Page.objects.get(pk=cast.commissioner.pk)
    assert page.is_open
    assert page.official.user.email == NEW


@pytest.mark.parametrize("who", ["estuaire_administrator", "saules_administrator", "rivages_communications"])
def test_an_officials_page_is_given_by_who_administers_their_institution(cast, waiting_official, who) -> None:
    with pytest.raises(NotAllowed):
        invite_official(cast, waiting_official, by=who)


def test_a_page_that_has_somebody_is_not_given_away(cast) -> None:
    with pytest.raises(Invalid):
        invite_official(cast, cast.commissioner.official)


def test_a_page_given_meanwhile_is_not_taken(cast, waiting_official) -> None:
    invitation = invite_official(cast, waiting_official)
    waiting_official.user = cast["nobody"]
    waiting_official.save()
    with pytest.raises(Invalid):
        invitation_accept(token=token_of(invitation), user=None, name="Camille", password=GOOD)
    assert not User.objects.filter(email=NEW).exists()


def test_a_token_that_is_still_good_is_never_in_a_log(client, cast, caplog) -> None:
    invitation = send(cast, cast.saules)
    link = link_of(invitation)
    client.get(link)
    client.post(link, {"name": "", "password": "court"})
    assert token_of(invitation) not in caplog.text


def test_who_got_the_role_meanwhile_still_takes_the_invitation_up(cast) -> None:
    invitation = send(cast, cast.saules, email=cast["nobody"].email)
    Role.objects.create(user=cast["nobody"], institution=cast.saules.institution, kind=RoleKind.EDITOR)
    invitation_accept(token=token_of(invitation), user=cast["nobody"])
    assert Role.objects.filter(user=cast["nobody"]).count() == 1


def test_an_invitation_to_a_page_is_sent_again_and_called_back(cast, waiting_official) -> None:
    invitation = invite_official(cast, waiting_official)
    invitation_send_again(invitation=invitation, by=cast["rivages_administrator"])
    with pytest.raises(NotAllowed):
        invitation_revoke(invitation=invitation, by=cast["estuaire_administrator"])
    invitation_revoke(invitation=invitation, by=cast["rivages_administrator"])
    assert Entry.objects.filter(institution_id=cast.rivages.institution_id).count() == 3


def test_the_service_itself_refuses_a_dead_token_and_another_persons(cast) -> None:
    with pytest.raises(Invalid):
        invitation_accept(token="rien", user=None, name="Dominique", password=GOOD)
    invitation = send(cast, cast.saules)
    with pytest.raises(Conflict):
        invitation_accept(token=token_of(invitation), user=cast["nobody"])
    assert not Role.objects.filter(user=cast["nobody"]).exists()


def test_an_invitation_whose_sender_is_gone_is_dead(client, cast) -> None:
    invitation = send(cast, cast.saules)
    Invitation.objects.filter(pk=invitation.pk).update(invited_by=None)
    assert client.get(f"/compte/invitation/{token_of(invitation)}/").status_code == 410
    invitation_mail(invitation_id=invitation.pk)
    assert mail.outbox == []
