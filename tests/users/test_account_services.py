from __future__ import annotations

import pytest

from preau.kernel.errors import NotAllowed
from preau.records.models import Entry
from preau.users.models import User
from preau.users.services import account_activate, account_deactivate, administrator_create


@pytest.mark.parametrize("act", [account_deactivate, account_activate])
def test_shutting_accounts_is_for_superusers(cast, act) -> None:
    with pytest.raises(NotAllowed):
        act(user=cast["saules_editor"], by=cast["rivages_administrator"])


def test_shutting_a_shut_account_is_no_second_act(cast) -> None:
    for _ in range(2):
        account_deactivate(user=cast["saules_editor"], by=cast["superuser"])
    assert [entry.verb for entry in Entry.objects.all()] == ["user.deactivated"]


def test_an_existing_person_raised_with_a_password_takes_it(cast) -> None:
    user, is_new = administrator_create(
        email=cast["nobody"].email, name="", language="fr", password="quatre mots sans rapport"
    )
    assert not is_new
    assert User.objects.get(pk=user.pk).check_password("quatre mots sans rapport")


def test_too_many_requests_are_answered_in_our_look(client, cast, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "1/m/ip"}
    client.post("/compte/mot-de-passe/oublie/", {"email": "x@exemple.test"})
    answer = client.post("/compte/mot-de-passe/oublie/", {"email": "x@exemple.test"})
    assert answer.status_code == 429
    assert "Trop de demandes à la fois" in answer.content.decode()


def test_a_stale_form_is_refused_in_words(db) -> None:
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/compte/connexion/", {"login": "x"})
    assert answer.status_code == 403
    assert "rechargez la page" in answer.content.decode()
