"""Actors and their keys, made when they are first needed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction

from preau.federation.models import Actor
from preau.institutions.models import Domain, Page
from preau.kernel import sealing
from preau.records.services import record

PURPOSE = "actor-key"
KEY_SIZE = 2048  # bits: what every server verifies (some refuse other kinds of keys)
KEYS_KEPT = 4096  # parsed private keys that a process remembers


def actor_for(page: Page) -> Actor:
    """The actor of `page`, made with its keys where there is none. Two who ask at once get the same one."""
    found = Actor.objects.select_related("domain", "page").filter(page=page).first()
    return found or _made(domain=page.domain, page=page)


def instance_actor(domain: Domain) -> Actor:
    """The domain's own actor, which fetches what others publish. Made where there is none."""
    found = Actor.objects.select_related("domain").filter(domain=domain, page=None).first()
    return found or _made(domain=domain, page=None)


def _made(*, domain: Domain, page: Page | None) -> Actor:
    keys = _new_keys()  # before the transaction: it takes a tenth of a second
    with transaction.atomic():
        actor, is_new = Actor.objects.get_or_create(domain=domain, page=page, defaults=keys)
        if is_new:
            subject = page or domain
            institution = page.institution_id if page else None
            record(verb="actor.made", subject=subject, snapshot={"actor": actor.pk}, institution_id=institution)
    return actor


def _new_keys() -> dict[str, Any]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=KEY_SIZE)
    secret = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    sealed = sealing.seal(secret, secret=settings.SECRET_KEY, purpose=PURPOSE)
    return {"private_key": sealed, "public_key": public.decode()}


def private_key_of(actor: Actor) -> rsa.RSAPrivateKey:
    """The key with which `actor` signs: opened and parsed once a process. Raises `sealing.Unsealable`."""
    return _opened(actor.private_key)


@lru_cache(maxsize=KEYS_KEPT)
def _opened(sealed: str) -> rsa.RSAPrivateKey:
    pem = sealing.unseal(sealed, secret=settings.SECRET_KEY, purpose=PURPOSE)
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101 — _new_keys makes no other kind
    return key
