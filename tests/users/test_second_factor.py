from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from preau.records.models import Entry
from preau.users.services import has_second_factor
from tests.conftest import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"
CODE = "/compte/connexion/code/"


def present_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


@pytest.fixture
def careful(cast):
    """Somebody with an authenticator app."""
    user = cast["rivages_communications"]
    TOTP.activate(user, SECRET)
    return user


def past_the_password(client, user, **extra):
    return client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD}, **extra)


def test_a_password_alone_no_longer_opens(client, careful) -> None:
    assert past_the_password(client, careful)["Location"] == CODE
    assert "_auth_user_id" not in client.session


def test_the_present_code_opens(client, careful) -> None:
    past_the_password(client, careful)
    assert client.post(CODE, {"code": present_code()})["Location"] == "/bureau/"


def test_a_code_works_once(client, careful) -> None:
    code = present_code()
    past_the_password(client, careful)
    client.post(CODE, {"code": code})
    client.post("/compte/deconnexion/")
    past_the_password(client, careful)
    assert client.post(CODE, {"code": code}).status_code == 200


def test_codes_cannot_be_guessed_one_after_the_other(client, careful) -> None:
    past_the_password(client, careful)
    for number in range(5):
        client.post(CODE, {"code": f"00000{number}"})
    refused = client.post(CODE, {"code": present_code()})
    assert "Trop d’essais" in refused.content.decode()


def test_codes_cannot_be_guessed_from_many_addresses_either(client, careful) -> None:
    past_the_password(client, careful)
    for number in range(5):
        client.post(CODE, {"code": f"00000{number}"}, REMOTE_ADDR=f"198.51.100.{number}")
    refused = client.post(CODE, {"code": present_code()}, REMOTE_ADDR="203.0.113.1")
    assert "Trop d’essais" in refused.content.decode()


def test_somebody_elses_guesses_do_not_touch_the_others(client, cast, careful) -> None:
    past_the_password(client, careful)
    for number in range(6):
        client.post(CODE, {"code": f"00000{number}"})
    client.logout()
    cache.clear()
    assert past_the_password(client, cast["saules_editor"])["Location"] == "/bureau/"


def test_the_secret_is_not_readable_in_the_database(careful) -> None:
    kept = Authenticator.objects.get(user=careful, type="totp").data
    assert SECRET not in str(kept)


def test_recovery_codes_alone_are_no_second_factor(cast) -> None:
    user = cast["saules_editor"]
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert not has_second_factor(user)


def test_an_app_is_activated_with_its_first_code_and_gives_recovery_codes(client, cast) -> None:
    user = cast["saules_editor"]
    past_the_password(client, user)
    client.post("/compte/verifier/", {"password": PASSWORD})
    page = client.get("/compte/deuxieme-etape/application/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post("/compte/deuxieme-etape/application/", {"code": code}, follow=True)
    assert answer.status_code == 200
    assert "Codes de secours" in answer.content.decode()
    assert has_second_factor(user)


def test_sessions_keys_and_codes_have_their_screens_in_both_languages(client, careful) -> None:
    client.force_login(careful)
    for prefix in ("", "/en"):
        for place in ("deuxieme-etape/", "deuxieme-etape/cles/", "sessions/", "courriel/", "comptes-lies/"):
            assert client.get(f"{prefix}/compte/{place}").status_code == 200


def test_changes_to_ones_account_are_kept_in_the_journal_and_told_by_mail(client, careful, mailoutbox) -> None:
    client.force_login(careful)
    client.post("/compte/verifier/code/", {"code": present_code()})
    client.post("/compte/deuxieme-etape/application/retirer/")
    assert not has_second_factor(careful)
    assert Entry.objects.get().verb == "user.second_factor_removed"
    assert "désactivée" in mailoutbox[0].subject
    assert "D’où" in mailoutbox[0].body


def test_a_key_is_renamed(client, cast) -> None:
    user = cast["saules_editor"]
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Téléphone", "credential": {}})
    client.force_login(user)
    client.post("/compte/verifier/", {"password": PASSWORD})
    assert client.get(f"/compte/deuxieme-etape/cles/{key.pk}/").status_code == 200
    client.post(f"/compte/deuxieme-etape/cles/{key.pk}/", {"name": "Portable"})
    key.refresh_from_db()
    assert key.data["name"] == "Portable"
