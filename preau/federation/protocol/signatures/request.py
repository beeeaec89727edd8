from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True)
class Request:
    """What signatures are made of. `url` is absolute and written as it travels, with no fragment.

    `headers` have lower-case names; one that came several times holds its values in order, joined by ", ".
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


def target_of(url: str) -> str:
    """The path and query of `url`, as a request line holds them."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def authority_of(url: str) -> str:
    """The host of `url` as the Host header holds it: in lower case, with its port where it is not the usual one."""
    parts = urlsplit(url)
    return parts.netloc.lower().removesuffix(DEFAULT_PORTS.get(parts.scheme, ":"))
