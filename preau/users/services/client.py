"""Where a request comes from, in a way that no header of the client's can fool."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 — never bound to: stands for an address that the server did not give


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address in `text`, which may carry a port or brackets as proxies write them."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def client_address(request: HttpRequest) -> str:
    """The client's address: what the server saw, or with PREAU_TRUSTED_PROXIES=n what the n-th proxy from here saw.

    `X-Forwarded-For` grows to the right, one entry a proxy, so that only its last n entries are written by machines
    that we trust. A shorter or unreadable header is not believed at all.
    """
    trusted = settings.TRUSTED_PROXIES
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if trusted > 0 else []
    forwarded = _parsed(entries[-trusted]) if trusted and len(entries) >= trusted else None
    seen = forwarded or _parsed(request.META.get("REMOTE_ADDR") or "")
    return str(seen) if seen else UNKNOWN


def client_network(request: HttpRequest) -> str:
    """What attempts are counted by: an IPv4 address, or the /64 that one IPv6 subscriber holds."""
    address = client_address(request)
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
