from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from preau.users.models import User
from tests.conftest import PASSWORD

LOGIN = "/compte/connexion/"


def sign_in(client, email: str, password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def test_a_person_signs_in_with_e_mail_and_password(client, cast) -> None:
    answer = sign_in(client, cast["saules_editor"].email)
    assert (answer.status_code, answer["Location"]) == (302, "/bureau/")


def test_an_e_mail_in_capitals_is_the_same(client, cast) -> None:
    assert sign_in(client, cast["saules_editor"].email.upper()).status_code == 302


def test_after_signing_in_the_desk_speaks_the_persons_language(client, cast) -> None:
    User.objects.filter(pk=cast["saules_editor"].pk).update(language="en")
    assert sign_in(client, cast["saules_editor"].email)["Location"] == "/en/bureau/"


def test_a_wrong_password_says_so_without_saying_which(client, cast) -> None:
    known = sign_in(client, cast["saules_editor"].email, "pas-le-bon-mot").content.decode()
    unknown = sign_in(client, "inconnue@exemple.test", "pas-le-bon-mot").content.decode()
    for page in (known, unknown):
        assert "Le courriel ou le mot de passe n’est pas le bon." in page


def test_there_is_no_open_sign_up(client, db) -> None:
    answer = client.post("/compte/sur-invitation/", {"email": "x@exemple.test", "password1": PASSWORD})
    assert "sur invitation" in answer.content.decode()
    assert User.objects.count() == 0


def test_a_deactivated_account_stays_shut(client, cast) -> None:
    User.objects.filter(pk=cast["saules_editor"].pk).update(is_active=False)
    sign_in(client, cast["saules_editor"].email)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("email", ["saules_editor@exemple.test", "inconnue@exemple.test"])
def test_asking_for_a_new_password_reads_the_same_for_a_known_and_an_unknown_address(client, cast, email) -> None:
    answer = client.post("/compte/mot-de-passe/oublie/", {"email": email}, follow=True)
    assert "Si un compte porte cette adresse" in answer.content.decode()
    assert [m.to for m in mail.outbox] == [[email]]


def test_a_new_password_is_chosen_from_the_mail(client, cast) -> None:
    client.post("/compte/mot-de-passe/oublie/", {"email": cast["saules_editor"].email})
    letter = mail.outbox[0]
    assert letter.subject == "Choisir un nouveau mot de passe"
    link = re.search(r"http://testserver(/\S+)", letter.body).group(1)
    form = client.get(link, follow=True)
    new = "quatre mots sans rapport"
    answer = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert answer.status_code == 200
    assert sign_in(client, cast["saules_editor"].email, new).status_code == 302
    assert "Votre mot de passe a changé" in [m.subject for m in mail.outbox]


def test_a_spent_link_says_so(client, cast) -> None:
    answer = client.get("/compte/mot-de-passe/nouveau/abc-def/")
    assert "Ce lien n’est plus valable" in answer.content.decode()


def test_a_mail_speaks_the_persons_language(client, cast) -> None:
    User.objects.filter(pk=cast["saules_editor"].pk).update(language="en")
    client.post("/compte/mot-de-passe/oublie/", {"email": cast["saules_editor"].email})
    assert mail.outbox[0].subject == "Choose a new password"
    assert "Hello," in mail.outbox[0].body


def test_a_mail_server_that_is_down_is_said(client, cast, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    answer = client.post("/compte/mot-de-passe/oublie/", {"email": cast["saules_editor"].email}, follow=True)
    assert "Le courriel n’a pas pu partir" in answer.content.decode()


def test_a_password_needs_twelve_characters(client, cast) -> None:
    sign_in(client, cast["saules_editor"].email)
    answer = client.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": "court", "password2": "court"})
    assert "12" in answer.content.decode()
    assert User.objects.get(pk=cast["saules_editor"].pk).check_password(PASSWORD)


def test_a_new_e_mail_takes_effect_when_its_mail_is_opened(client, cast) -> None:
    user = cast["saules_editor"]
    sign_in(client, user.email)
    again = client.post("/compte/courriel/", {"email": "nouveau@exemple.test", "action_add": ""})
    assert again["Location"].startswith("/compte/verifier/")
    client.post(again["Location"], {"password": PASSWORD})
    assert User.objects.get(pk=user.pk).email == user.email
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
    client.post(link)
    assert User.objects.get(pk=user.pk).email == "nouveau@exemple.test"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == ["nouveau@exemple.test"]


def test_sessions_are_listed_and_the_others_ended(client, cast, client_two) -> None:
    user = cast["saules_editor"]
    sign_in(client, user.email, HTTP_USER_AGENT="Navigateur du bureau")
    sign_in(client_two, user.email, HTTP_USER_AGENT="Telephone perdu")
    client_two.get("/compte/", HTTP_USER_AGENT="Telephone perdu")
    page = client.get("/compte/sessions/", HTTP_USER_AGENT="Navigateur du bureau").content.decode()
    assert "Telephone perdu" in page
    client.post("/compte/sessions/")
    assert client_two.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


@pytest.fixture
def client_two():
    from django.test import Client

    return Client()


@pytest.mark.parametrize("host", ["testserver:8443", "127.0.0.1", "localhost"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_link_of_a_mail_leads_to_our_origin_whatever_host_was_asked(client, cast, host, scheme) -> None:
    asked = {"HTTP_HOST": host, "wsgi.url_scheme": scheme, "HTTP_X_FORWARDED_HOST": "mechant.exemple"}
    client.post("/compte/mot-de-passe/oublie/", {"email": cast["saules_editor"].email}, **asked)
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert links
    assert {link.split("/")[2] for link in links} == {"testserver"}
    assert {link.split(":")[0] for link in links} == {"http"}
