"""The token of an invitation: only in its mail, and derived, so that the job that sends it holds nothing secret."""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

from preau.institutions.models import Invitation


def new_nonce() -> str:
    return secrets.token_hex(16)


def token_of(invitation: Invitation) -> str:
    """The token in the newest mail of `invitation`: 43 letters, digits, - and _."""
    mac = salted_hmac("preau.invitation", f"{invitation.pk}.{invitation.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
