from __future__ import annotations

from typing import Any

from allauth.account.signals import email_changed, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from preau.records.services import record
from preau.users.models import User
from preau.users.services import lockout_forgive


@receiver(password_reset)
def forgive_after_reset(user: User, **rest: Any) -> None:
    lockout_forgive(user=user)


@receiver([password_reset, password_changed, password_set])
def record_password(user: User, **rest: Any) -> None:
    record(verb="user.password_changed", subject=user, actor=user)


@receiver(email_changed)
def record_email(user: User, **rest: Any) -> None:
    record(verb="user.email_changed", subject=user, actor=user)


@receiver(authenticator_added)
def record_authenticator_added(user: User, authenticator: Any, **rest: Any) -> None:
    record(verb="user.second_factor_added", subject=user, actor=user, snapshot={"type": authenticator.type})


@receiver(authenticator_removed)
def record_authenticator_removed(user: User, authenticator: Any, **rest: Any) -> None:
    record(verb="user.second_factor_removed", subject=user, actor=user, snapshot={"type": authenticator.type})
