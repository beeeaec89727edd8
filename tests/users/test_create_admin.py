from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command

from preau.records.models import Entry
from preau.users.models import User

GOOD = "quatre mots sans rapport"


def create(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create-admin", *arguments, stdout=out)
    return out.getvalue()


def test_an_administrator_is_made_with_a_password_from_standard_input(db, monkeypatch, client) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(GOOD + "\n"))
    create("Chef@exemple.test", "--name", "Alex Exemple", "--password-stdin")
    user = User.objects.get(email="chef@exemple.test")
    assert user.is_superuser
    answer = client.post("/compte/connexion/", {"login": user.email, "password": GOOD})
    assert answer.status_code == 302
    assert Entry.objects.get(verb="user.made_administrator").subject_id == str(user.pk)


def test_a_password_is_asked_for_without_showing_it(db, monkeypatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt: GOOD)
    create("chef@exemple.test", "--ask-password")
    assert User.objects.get().check_password(GOOD)


def test_without_a_password_a_link_that_serves_once_is_printed(db, client) -> None:
    printed = create("chef@exemple.test")
    link = re.search(r"http://testserver(/\S+)", printed).group(1)
    place = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(place, {"password1": GOOD, "password2": GOOD})
    assert User.objects.get().check_password(GOOD)
    client.logout()
    assert "n’est plus valable" in client.get(link, follow=True).content.decode()


def test_an_existing_person_keeps_their_password(cast) -> None:
    printed = create(cast["nobody"].email)
    user = User.objects.get(pk=cast["nobody"].pk)
    assert user.is_superuser
    assert user.password == cast["nobody"].password
    assert "http" not in printed


def test_a_weak_password_or_a_wrong_address_is_refused(db, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("court\n"))
    with pytest.raises(CommandError, match=r"too short.*12"):  # in English, as all of the command line
        create("chef@exemple.test", "--password-stdin")
    with pytest.raises(CommandError, match="not an e-mail"):
        create("chef")
    assert not User.objects.exists()
