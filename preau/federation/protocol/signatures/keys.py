from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from .errors import BadSignature

PublicKey = RSAPublicKey | Ed25519PublicKey

LONGEST_PEM = 4_000
SMALLEST, LARGEST = 2048, 8192  # bits: below, it can be broken; above, verifying costs too much
LARGEST_EXPONENT = 2**32  # everybody's is 65537; a huge one would make each verification slow


def read_key(pem: str) -> PublicKey:
    """The key that `pem` holds. Raises BadSignature where it is none that we trust: RSA or Ed25519."""
    if len(pem) > LONGEST_PEM or not pem.isascii():
        raise BadSignature("the key is too long")
    try:
        key = load_pem_public_key(pem.encode("ascii"))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadSignature("the key can't be read") from error
    if isinstance(key, Ed25519PublicKey):
        return key
    if not isinstance(key, RSAPublicKey):
        raise BadSignature("the key is neither RSA nor Ed25519")
    if not SMALLEST <= key.key_size <= LARGEST or key.public_numbers().e > LARGEST_EXPONENT:
        raise BadSignature("the key is too small, too large or too odd")
    return key
