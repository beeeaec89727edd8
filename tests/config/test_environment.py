"""Settings that can't be read: each is refused by its name, in words, and says no secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from preau.config import environment

from .house import House

SECRET = "tres-secret"


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch) -> environment.Environment:
    monkeypatch.setenv("PREAU_A", "$ecret")
    monkeypatch.setenv("PREAU_B", "oui")
    monkeypatch.setenv("PREAU_C", " Yes ")
    monkeypatch.setenv("PREAU_D", "")
    monkeypatch.setenv("PREAU_E", "trois")
    return environment.Environment()


def test_what_is_neither_yes_nor_no_is_refused_rather_than_taken_for_no(env: environment.Environment) -> None:
    with pytest.raises(ImproperlyConfigured, match="PREAU_B is 'oui'"):
        env.bool("PREAU_B", default=False)
    assert env.bool("PREAU_C", default=False) is True
    assert env.bool("PREAU_D", default=True) is False
    assert env.bool("PREAU_NOWHERE", default=True) is True


def test_a_word_is_no_number(env: environment.Environment) -> None:
    with pytest.raises(ImproperlyConfigured, match="PREAU_E is 'trois'; it must be a whole number"):
        env.int("PREAU_E", default=3)


def test_a_dollar_is_only_a_dollar(env: environment.Environment) -> None:
    assert env.str("PREAU_A", default="") == "$ecret"


def test_a_choice_is_one_of_those_there_are(env: environment.Environment) -> None:
    assert env.one_of("PREAU_C", (" YES ", "NO"), default="NO") == " YES "
    with pytest.raises(ImproperlyConfigured, match="one of YES, NO"):
        env.one_of("PREAU_E", ("YES", "NO"), default="NO")


@pytest.mark.parametrize(
    ("address", "host", "port", "password", "tls", "ssl"),
    [
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, "", False, False),
        ("smtp://courriel.test", "courriel.test", 25, "", False, False),
        ("smtp+tls://moi:a+b%40c%2Fd@courriel.test", "courriel.test", 587, "a+b@c/d", True, False),
        ("smtp+ssl://moi:mot@courriel.test", "courriel.test", 465, "mot", False, True),
    ],
)
def test_a_mail_server_is_read(address: str, host: str, port: int, password: str, tls: bool, ssl: bool) -> None:
    read = environment.mail(address)
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_HOST_PASSWORD"]) == (host, port, password)
    assert (read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize(
    "address", ["gopher://x", "dummymail://", "smtp://", f"smtp://moi:{SECRET}/x@h:25", "courriel"]
)
def test_a_mail_server_that_makes_no_sense_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PREAU_EMAIL_URL") as refusal:
        environment.mail(address)
    assert SECRET not in str(refusal.value)


def test_a_database_is_read_with_its_password_as_it_is_written() -> None:
    read = environment.database("postgres://moi:a+b%40c@serveur.test/preau")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["NAME"]) == ("moi", "a+b@c", "serveur.test", "preau")
    assert environment.database("sqlite:////srv/preau.sqlite3")["NAME"] == "/srv/preau.sqlite3"


@pytest.mark.parametrize("address", ["mysql://moi@h/x", "/srv/preau.sqlite3", f"postgres://moi:{SECRET}@h:port/x"])
def test_a_database_that_makes_no_sense_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PREAU_DATABASE_URL") as refusal:
        environment.database(address)
    assert SECRET not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PREAU_WORKER_SLOTS", "trois"),
        ("PREAU_REQUIRE_SECOND_FACTOR", "oui"),
        ("PREAU_TIME_ZONE", "Mars/Base"),
        ("PREAU_LOG_LEVEL", "fort"),
        ("PREAU_EMAIL_URL", "gopher://x"),
        ("PREAU_DATABASE_URL", "mysql://x"),
        ("PREAU_DATA", "/dev/null/preau"),
    ],
)
def test_the_command_line_refuses_it_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    done = House(tmp_path).preau("doctor", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(name)
    assert "Traceback" not in done.stderr


def test_every_command_says_that_the_tables_are_lacking(tmp_path: Path) -> None:
    done = House(tmp_path).preau("jobs")
    assert done.returncode == 1
    assert done.stderr.endswith("Run `preau migrate` first.\n")


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.preau("--version")
    secret = house.data / "secret.key"
    first = secret.read_text()
    house.preau("--version")
    assert len(first) >= 50
    assert secret.read_text() == first
    assert secret.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in house.data.iterdir()] == ["secret.key"]


def test_an_empty_secret_is_said_and_not_replaced(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.data.mkdir()
    (house.data / "secret.key").touch()
    done = house.preau("--version")
    assert (done.returncode, "secret.key is empty" in done.stderr) == (1, True)
