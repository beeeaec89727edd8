"""Settings that are refused, each with what to do instead. Every command looks at them before it starts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

MODES = ("production", "demo", "test")
LOCAL = ("localhost", "127.0.0.1", "::1")
SHORTEST_SECRET = 40
LEAST = {
    "SERVER_WORKERS": 1,
    "SERVER_THREADS": 1,
    "WORKER_SLOTS": 1,
    "JOBS_LEASE": 1,
    "STOP_GRACE": 0,
    "JOBS_BACKOFF": 0,
    "TRUSTED_PROXIES": 0,
    "PICTURE_MAX_BYTES": 1,
    "MAIL_CONNECTIONS": 1,
    "INVITATION_DAYS": 1,
}


def _rule(function: Callable[[], Iterator[CheckMessage]]) -> Callable[..., list[CheckMessage]]:
    """A function that yields messages, as a system check."""

    @register
    def check(**_options: Any) -> list[CheckMessage]:
        return list(function())

    return check


@_rule
def mode() -> Iterator[CheckMessage]:
    if settings.MODE not in MODES:
        yield Error(f"PREAU_MODE is {settings.MODE!r}.", hint="Choose production, demo or test.", id="preau.E001")


@_rule
def origin() -> Iterator[CheckMessage]:
    parts = settings.ORIGIN_PARTS
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        hint = "Write the public address alone, as in https://ecoles.example.org."
        yield Error(f"PREAU_ORIGIN is {settings.ORIGIN!r}.", hint=hint, id="preau.E002")
    elif settings.IS_PRODUCTION and parts.scheme == "http" and parts.hostname not in LOCAL:
        hint = "Put a reverse proxy with a certificate in front and start PREAU_ORIGIN with https://."
        yield Error("PREAU_ORIGIN is http: passwords would travel in the clear.", hint=hint, id="preau.E003")
    elif settings.IS_PRODUCTION and parts.scheme == "https" and not settings.TRUSTED_PROXIES:
        hint = "If a reverse proxy is in front, set PREAU_TRUSTED_PROXIES=1: it knows who calls."
        yield Warning("Every visitor seems to come from one address.", hint=hint, id="preau.W001")


@_rule
def hosts() -> Iterator[CheckMessage]:
    if any("*" in name or name.startswith(".") for name in settings.ALLOWED_HOSTS):
        hint = "Write each host name in full: whoever calls by another name is refused."
        yield Error("PREAU_EXTRA_HOSTS or PREAU_ORIGIN lets any host name in.", hint=hint, id="preau.E010")


@_rule
def secret() -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    if settings.IS_PRODUCTION and (len(key) < SHORTEST_SECRET or len(set(key)) < 10 or "insecure" in key.lower()):
        hint = "Leave it out: Préau makes a good one in PREAU_DATA/secret.key. Or give 50 characters drawn at random."
        yield Error("PREAU_SECRET_KEY is short or easy to guess.", hint=hint, id="preau.E004")


@_rule
def loopback() -> Iterator[CheckMessage]:
    if settings.IS_PRODUCTION and settings.ALLOW_LOOPBACK:
        hint = "Leave out PREAU_ALLOW_LOOPBACK: it is meant for tests."
        yield Error("Strangers could make Préau call programs of this machine.", hint=hint, id="preau.E005")


@_rule
def email() -> Iterator[CheckMessage]:
    if settings.IS_PRODUCTION and not settings.EMAIL_URL:
        hint = "Set PREAU_EMAIL_URL=smtp+tls://user:password@host:587 (or `folder` to send nothing)."
        yield Error("No mail can leave: PREAU_EMAIL_URL is not set.", hint=hint, id="preau.E006")
    elif settings.IS_PRODUCTION and settings.EMAIL_URL == "folder":
        hint = "Set PREAU_EMAIL_URL=smtp+tls://user:password@host:587 before the first subscriber."
        yield Warning("Mails are kept in a folder; none leaves.", hint=hint, id="preau.W002")


@_rule
def mail_from() -> Iterator[CheckMessage]:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(settings.MAIL_FROM)[1]):
        hint = "Write a name and an address: Réseau scolaire <nouvelles@reseau.example.org>."
        yield Error(f"PREAU_MAIL_FROM is {settings.MAIL_FROM!r}.", hint=hint, id="preau.E011")


@_rule
def jobs_engine() -> Iterator[CheckMessage]:
    if settings.JOBS_ENGINE not in ("embedded", "procrastinate"):
        hint = "Choose embedded or procrastinate."
        yield Error(f"PREAU_JOBS_ENGINE is {settings.JOBS_ENGINE!r}.", hint=hint, id="preau.E007")
    elif settings.JOBS_ENGINE == "procrastinate" and settings.IS_SQLITE:
        hint = "Leave out PREAU_JOBS_ENGINE, or set PREAU_DATABASE_URL=postgres://user:password@host/name."
        yield Error("The engine procrastinate needs PostgreSQL.", hint=hint, id="preau.E008")


@_rule
def numbers() -> Iterator[CheckMessage]:
    for name, least in LEAST.items():
        if not getattr(settings, name) >= least:  # « nan » is less than nothing, and more than nothing neither
            yield Error(f"PREAU_{name} is {getattr(settings, name)}.", hint=f"At least {least}.", id="preau.E009")
