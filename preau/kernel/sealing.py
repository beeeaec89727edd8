"""Keeping secrets in the database so that a copy of it alone does not give them away.

Fernet (AES-128-CBC with HMAC-SHA256), its key derived from the installation's secret by HKDF (RFC 5869).
"""

from __future__ import annotations

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from preau.kernel.errors import PreauError


class Unsealable(PreauError):
    """What was sealed can't be opened: it was sealed under another secret, or altered."""


@cache
def _fernet(secret: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"preau", info=purpose.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str, *, secret: str, purpose: str) -> str:
    """`text`, unreadable without `secret`. What is sealed for one purpose does not open for another."""
    return _fernet(secret, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secret: str, purpose: str) -> str:
    """What was sealed. Raises Unsealable."""
    try:
        return _fernet(secret, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unsealable("sealed under another secret, or altered") from error
