"""Unsafe settings, one by one: each is refused by its number, with a hint."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.checks import CheckMessage

from preau.config import checks

SAFE = {
    "MODE": "production",
    "IS_PRODUCTION": True,
    "SECRET_KEY": "q8Zr3vN0xT7bL2mK9pW4sD6fG1hJ5cYuE-oAiRtQzXvB",
    "ALLOW_LOOPBACK": False,
    "MAIL_FROM": "Réseau scolaire <nouvelles@ecoles.exemple.test>",
    "EMAIL_URL": "smtp+tls://moi:mot@courriel.exemple.test:587",
    "TRUSTED_PROXIES": 1,
    "ALLOWED_HOSTS": ["ecoles.exemple.test"],
    "JOBS_ENGINE": "embedded",
}
RULES = [
    checks.mode,
    checks.origin,
    checks.hosts,
    checks.secret,
    checks.loopback,
    checks.email,
    checks.mail_from,
    checks.jobs_engine,
    checks.numbers,
]


@pytest.fixture
def production(settings: Any) -> Any:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    move(settings, "https://ecoles.exemple.test")
    return settings


def move(settings: Any, origin: str) -> None:
    settings.ORIGIN, settings.ORIGIN_PARTS = origin, urlsplit(origin)


def messages() -> list[CheckMessage]:
    return [message for rule in RULES for message in rule(app_configs=None)]


def test_safe_settings_pass(production: Any) -> None:
    assert messages() == []


def test_a_trial_on_ones_own_machine_passes(production: Any) -> None:
    move(production, "http://localhost:8000")
    assert messages() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("MODE", "prod", "preau.E001"),
        ("ORIGIN", "ecoles.exemple.test", "preau.E002"),
        ("ORIGIN", "https://ecoles.exemple.test/accueil", "preau.E002"),
        ("ORIGIN", "http://ecoles.exemple.test", "preau.E003"),
        ("ORIGIN", "https://moi:mot@ecoles.exemple.test", "preau.E002"),
        ("ALLOWED_HOSTS", ["ecoles.exemple.test", "*"], "preau.E010"),
        ("ALLOWED_HOSTS", [".exemple.test"], "preau.E010"),
        ("TRUSTED_PROXIES", -1, "preau.E009"),
        ("PICTURE_MAX_BYTES", 0, "preau.E009"),
        ("TRUSTED_PROXIES", 0, "preau.W001"),
        ("SECRET_KEY", "changez-moi", "preau.E004"),
        ("SECRET_KEY", "a" * 60, "preau.E004"),
        ("ALLOW_LOOPBACK", True, "preau.E005"),
        ("EMAIL_URL", "", "preau.E006"),
        ("MAIL_FROM", "Réseau scolaire", "preau.E011"),
        ("MAIL_FROM", "Réseau scolaire <nouvelles>", "preau.E011"),
        ("MAIL_CONNECTIONS", 0, "preau.E009"),
        ("INVITATION_DAYS", 0, "preau.E009"),
        ("JOBS_LEASE", float("nan"), "preau.E009"),
        ("EMAIL_URL", "folder", "preau.W002"),
        ("JOBS_ENGINE", "celery", "preau.E007"),
        ("WORKER_SLOTS", 0, "preau.E009"),
        ("STOP_GRACE", -1, "preau.E009"),
    ],
)
def test_an_unsafe_setting_is_refused_with_a_hint(production: Any, name: str, value: Any, expected: str) -> None:
    setattr(production, name, value)
    move(production, production.ORIGIN)
    (message,) = messages()
    assert message.id == expected
    assert message.hint


def test_procrastinate_is_refused_on_sqlite(production: Any) -> None:
    production.JOBS_ENGINE, production.IS_SQLITE = "procrastinate", True
    (message,) = messages()
    assert message.id == "preau.E008"


def test_the_rules_of_production_leave_a_demo_alone(production: Any) -> None:
    production.MODE, production.IS_PRODUCTION = "demo", False
    production.SECRET_KEY, production.EMAIL_URL, production.ALLOW_LOOPBACK = "court", "folder", True
    move(production, "http://192.0.2.7:8000")
    assert messages() == []


def test_the_lines_of_the_log_hide_keys_and_e_mails() -> None:
    from django.conf import settings

    assert settings.LOGGING["formatters"]["line"]["()"] == "preau.kernel.logs.DiscreetFormatter"
