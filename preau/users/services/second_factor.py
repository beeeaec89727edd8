from __future__ import annotations

from allauth.mfa.models import Authenticator

from preau.users.models import User


def has_second_factor(user: User) -> bool:
    """Whether `user` set up an authenticator app or a passkey. Recovery codes alone are none."""
    strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=strong).exists()
