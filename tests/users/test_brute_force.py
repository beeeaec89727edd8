from __future__ import annotations

import datetime as dt
import re

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import RequestFactory

from preau.users.services import client_address, client_network
from preau.users.services.client import UNKNOWN
from tests.conftest import PASSWORD

LOGIN = "/compte/connexion/"
WRONG = "pas-le-bon-mot"


def attempt(client, email: str, password: str = WRONG, address: str = "192.0.2.1", **headers):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address, **headers)


@pytest.fixture(autouse=True)
def no_minute_limit(settings):
    """The limit by the minute has its own test; here attempts come as fast as the suite runs."""
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "password_failed": "1000/m/ip",
        "login": "1000/m/ip",
    }


@pytest.fixture
def victim(cast):
    return cast["saules_editor"]


def lock(client, email: str, times: int = 10, **extra):
    return [attempt(client, email, **extra) for _ in range(times)][-1]


def test_many_attempts_lock_even_the_right_password_out(client, victim) -> None:
    lock(client, victim.email)
    answer = attempt(client, victim.email, PASSWORD)
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_refusal_says_when_to_try_again_and_how_to_reset(client, victim) -> None:
    page = lock(client, victim.email)
    assert page.status_code == 429
    assert 0 < int(page["Retry-After"]) <= 15 * 60
    assert "Vous pourrez réessayer après" in page.content.decode()
    assert "/compte/mot-de-passe/oublie/" in page.content.decode()


def test_a_spoofed_header_changes_nothing(client, victim) -> None:
    for number in range(10):
        lie = f"198.51.100.{number}"
        attempt(client, victim.email, HTTP_X_FORWARDED_FOR=lie, HTTP_X_REAL_IP=lie)
    assert attempt(client, victim.email, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


def test_a_spoofed_browser_changes_nothing(client, victim) -> None:
    for number in range(10):
        attempt(client, victim.email, HTTP_USER_AGENT=f"Navigateur {number}")
    assert attempt(client, victim.email, PASSWORD).status_code == 429


def test_a_stranger_elsewhere_cannot_lock_a_person_out(client, victim) -> None:
    lock(client, victim.email, address="198.51.100.7", times=30)
    assert attempt(client, victim.email, PASSWORD, address="192.0.2.1").status_code == 302


def test_one_persons_lock_spares_colleagues_behind_the_same_address(client, cast, victim) -> None:
    lock(client, victim.email)
    assert attempt(client, cast["saules_reader"].email, PASSWORD).status_code == 302


def test_an_address_that_tries_everybody_is_locked(client, cast) -> None:
    for number in range(50):
        attempt(client, f"personne{number}@exemple.test")
    assert attempt(client, cast["saules_reader"].email, PASSWORD).status_code == 429


def test_ones_own_success_does_not_forgive_attempts_on_others(client, cast) -> None:
    for number in range(49):
        attempt(client, f"personne{number}@exemple.test")
    assert attempt(client, cast["saules_reader"].email, PASSWORD).status_code == 302
    client.logout()
    attempt(client, "une-de-plus@exemple.test")
    assert attempt(client, cast["saules_reader"].email, PASSWORD).status_code == 429


def test_a_lock_cools_off(client, victim) -> None:
    lock(client, victim.email)
    for recorded in AccessAttempt.objects.all():
        recorded.attempt_time -= dt.timedelta(minutes=16)
        recorded.save()
    assert attempt(client, victim.email, PASSWORD).status_code == 302


def test_trying_during_a_lock_does_not_make_it_longer(client, victim) -> None:
    lock(client, victim.email)
    before = AccessAttempt.objects.get().attempt_time
    attempt(client, victim.email)
    assert AccessAttempt.objects.get().attempt_time == before


def test_a_password_chosen_by_mail_opens_at_once(client, victim, mailoutbox) -> None:
    lock(client, victim.email)
    client.post("/compte/mot-de-passe/oublie/", {"email": victim.email})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body).group(1)
    place = client.get(link, follow=True).redirect_chain[-1][0]
    new = "quatre mots sans rapport"
    client.post(place, {"password1": new, "password2": new})
    assert attempt(client, victim.email, new).status_code == 302


def test_what_was_typed_is_not_kept(client, victim) -> None:
    attempt(client, victim.email, "un-secret-mal-tapé")
    kept = AccessAttempt.objects.get()
    assert "secret" not in kept.post_data
    assert victim.email not in kept.post_data


def test_limits_are_kept_where_all_processes_see_them(db) -> None:
    cache.set("essai", 1)
    assert DatabaseCache("shared_cache", {}).get("essai") == 1


def test_passwords_are_limited_by_the_minute_too(client, victim, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "password_failed": "3/m/ip"}
    answer = lock(client, victim.email, times=4)
    assert "Trop d’essais" in answer.content.decode()


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.2", "198.51.100.2"),
        (2, "203.0.113.9, 198.51.100.2", "203.0.113.9"),
        (3, "203.0.113.9, 198.51.100.2", "192.0.2.1"),
        (1, "203.0.113.9, n’importe quoi", "192.0.2.1"),
        (1, "198.51.100.2:4711", "198.51.100.2"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "::ffff:198.51.100.2", "198.51.100.2"),
        (1, "", "192.0.2.1"),
    ],
)
def test_the_client_is_what_the_trusted_proxies_saw(settings, trusted, forwarded, expected) -> None:
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


def test_without_any_address_there_is_still_one() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == UNKNOWN


def test_a_subscriber_of_ipv6_is_counted_once() -> None:
    one, two = (RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{n}") for n in (1, 2))
    assert client_network(one) == client_network(two) == "2001:db8:1:2::"
