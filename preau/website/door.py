"""The memory of public pages, put in front of Django with this installation's settings."""

from __future__ import annotations

from django.conf import settings

from .cache import MEMORY, Memory
from .cache.changes import ChangeWatch
from .cache.wsgi import Application, PublicCache


def public_door(application: Application, memory: Memory = MEMORY) -> PublicCache:
    """`application` with its public pages remembered in `memory`."""
    return PublicCache(
        application, look=ChangeWatch(memory).look, is_known=is_known_host, memory=memory, always=_always()
    )


def is_known_host(host: str, server_port: str) -> bool:
    """Whether a Host header is one that this installation is meant to be called by."""
    name, _, port = host.lower().partition(":")
    ports = {"", str(settings.ORIGIN_PARTS.port or ""), server_port}
    return name in settings.ALLOWED_HOSTS and port in ports


def _always() -> list[tuple[str, str]]:
    seconds = settings.SECURE_HSTS_SECONDS
    return [("Strict-Transport-Security", f"max-age={seconds}")] if seconds else []
