"""Reads `PREAU_*` variables strictly: one that can't be read is refused by its name, never guessed at or ignored.

Secrets are in addresses (mail, database): a refusal names the variable, and repeats the value of harmless ones alone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"true", "on", "yes", "y", "1"})
NO = frozenset({"false", "off", "no", "n", "0", ""})
KINDS = {int: "a whole number", float: "a number"}
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
DATABASES = ("sqlite", "postgres", "postgresql")


class Environment(environ.Env):
    """Variables of the process, typed. Raises `ImproperlyConfigured` in words."""

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **options: Any) -> Any:
        given = self.ENVIRON.get(var)
        if given is None:
            return super().get_value(var, cast=cast, default=default, **options)
        if cast is bool:
            return _yes_or_no(var, given)
        if cast is str:
            return given  # as it is: the library would take « $ecret » for the name of another variable
        try:
            return super().get_value(var, cast=cast, default=default, **options)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var} is {given!r}; it must be {KINDS[cast]}.") from error

    def one_of(self, var: str, choices: Collection[str], default: str) -> str:
        value: str = self.str(var, default=default).upper()
        if value not in choices:
            raise ImproperlyConfigured(f"{var} is {value!r}; it must be one of {', '.join(choices)}.")
        return value


def _yes_or_no(var: str, given: str) -> bool:
    word = given.strip().lower()
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{var} is {given!r}; it must be true or false.")
    return word in YES


def database(url: str) -> dict[str, Any]:
    """PREAU_DATABASE_URL as Django's settings."""
    parts = _parts("PREAU_DATABASE_URL", url)
    if parts.scheme not in DATABASES:
        raise ImproperlyConfigured(
            "PREAU_DATABASE_URL must be sqlite:////path/to/file or postgres://user:password@host/name."
        )
    return {**environ.Env.db_url_config(url), "USER": _said(parts.username), "PASSWORD": _said(parts.password)}


def mail(url: str) -> dict[str, Any]:
    """PREAU_EMAIL_URL as Django's settings. The usual port of each kind when none is given."""
    parts = _parts("PREAU_EMAIL_URL", url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "PREAU_EMAIL_URL must be smtp://host:port, smtp+tls://user:password@host:port, "
            "smtp+ssl://user:password@host:port or folder. Write @ in a password as %40, / as %2F, : as %3A."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": _said(parts.username),
        "EMAIL_HOST_PASSWORD": _said(parts.password),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
    }


def _parts(var: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read when asked for: this is where a wrong one shows
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{var} can't be read: its port must be a number. Write @ in a password as %40, / as %2F, : as %3A."
        ) from error
    return parts


def _said(part: str | None) -> str:
    """A user or a password, with its %40 and the like undone; a « + » is a plus."""
    return unquote(part or "")
