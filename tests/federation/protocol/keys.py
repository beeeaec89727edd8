"""Keys made once: RSA takes its time."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_generate = rsa.generate_private_key  # as it is before tests of our own actors make it always give the same key


@cache
def rsa_key(name: str = "hers") -> rsa.RSAPrivateKey:
    """The same key each time for the same name."""
    return _generate(public_exponent=65537, key_size=2048)


@cache
def ed25519_key(name: str = "hers") -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
