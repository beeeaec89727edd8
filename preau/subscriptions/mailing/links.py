"""Addresses that letters carry, in the reader's language."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from preau.mail.services.sending.blank import blank


def _path(name: str, language: str, value: str) -> str:
    with override(language):
        return reverse(f"subscriptions:{name}", args=[value])


def manage_link(origin: str, language: str, key: str = "") -> str:
    """Without a key: with a blank in its place."""
    return f"{origin}{_path('manage', language, key or blank('manage'))}"


def unsubscribe_link(origin: str, language: str, token: str = "") -> str:
    """Without a token: with a blank in its place."""
    return f"{origin}{_path('unsubscribe', language, token or blank('unsubscribe'))}"


def confirm_link(origin: str, language: str, token: str) -> str:
    return f"{origin}{_path('confirm', language, token)}"
