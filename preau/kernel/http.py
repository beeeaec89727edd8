"""Fetching what others publish, guarded.

The guard looks at the very address that a socket is about to connect to, so that a name which resolves to a private
address, one that changes between two look-ups, a redirect, and a number written oddly are all covered by one rule.

FetchError
├── AddressRefused   the address is private, of this machine, or on an unusual port
├── TooLarge         more bytes than asked for, as sent or once decompressed
└── Unreachable      no answer, an answer that is no HTTP, too slow, too many redirects
"""

from __future__ import annotations

import asyncio
import socket
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp
from yarl import URL

from preau.kernel.addresses import may_call
from preau.kernel.errors import PreauError

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGENT = "Preau"
CHUNK = 65_536


class FetchError(PreauError):
    """Nothing was fetched."""


class AddressRefused(FetchError):
    """The address may not be called."""


class TooLarge(FetchError):
    """The answer is larger than asked for."""


class Unreachable(FetchError):
    """No sound answer came in time."""


@dataclass(frozen=True)
class Fetched:
    """An answer, whatever its status: `url` is the last one after redirects, `headers` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Guard:
    """Makes sockets for allowed addresses only, and remembers which it refused."""

    allow_loopback: bool = False
    refused: list[str] = field(default_factory=list)

    def __call__(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, (address, port, *_rest) = info
        if not may_call(address, port, allow_loopback=self.allow_loopback):
            self.refused.append(f"{address}:{port}")
            raise PermissionError(f"{address}:{port} may not be called")
        return socket.socket(family=family, type=kind, proto=protocol)


async def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout: float,
    allow_loopback: bool = False,
    headers: Mapping[str, str] | None = None,
    headers_for: Callable[[str], Mapping[str, str]] | None = None,
) -> Fetched:
    """GET `url`, following at most five redirects, each checked anew.

    `timeout` is in seconds, for all of it. `headers_for` makes the headers that depend on the address, such as a
    signature; it is called for each one that is followed. Raises `AddressRefused`, `TooLarge` or `Unreachable`.
    """
    guard = Guard(allow_loopback)
    connector = aiohttp.TCPConnector(socket_factory=guard, force_close=True)
    asked = {"User-Agent": AGENT, "Accept-Encoding": "gzip", **(headers or {})}
    try:
        async with (
            asyncio.timeout(timeout),
            aiohttp.ClientSession(
                connector=connector, headers=asked, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            ) as session,
        ):
            return await _follow(session, url, max_bytes, headers_for)
    except TimeoutError as error:
        raise Unreachable(f"no answer within {timeout:g} s") from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if guard.refused:
            raise AddressRefused(f"{guard.refused[0]} may not be called") from error
        raise Unreachable(f"no sound answer ({type(error).__name__})") from error


def fetch_now(url: str, *, max_bytes: int, timeout: float, allow_loopback: bool = False) -> Fetched:
    """`fetch`, for code that is not asynchronous."""
    return asyncio.run(fetch(url, max_bytes=max_bytes, timeout=timeout, allow_loopback=allow_loopback))


async def _follow(
    session: aiohttp.ClientSession,
    url: str,
    max_bytes: int,
    headers_for: Callable[[str], Mapping[str, str]] | None,
) -> Fetched:
    for _ in range(MAX_REDIRECTS + 1):
        asked = URL(_checked(url), encoded=headers_for is not None)  # what is signed is sent as it is
        headers = headers_for(url) if headers_for else None
        async with session.get(asked, allow_redirects=False, headers=headers) as answer:
            target = answer.headers.get("Location")
            if answer.status not in REDIRECTS or not target:
                body = await _read(answer, max_bytes)
                names = {name.lower(): value for name, value in answer.headers.items()}
                return Fetched(url, answer.status, names, body)
            url = urljoin(url, target)
    raise Unreachable(f"more than {MAX_REDIRECTS} redirects")


def _checked(url: str) -> str:
    """`url` as it is, when it is one that may be fetched at all."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise AddressRefused("only plain http and https addresses are fetched")
    return url


async def _read(answer: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The body, decompressed, never holding more than `max_bytes` and a little of it."""
    encoding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip"):
        raise Unreachable("the answer is compressed in a way that was not asked for")
    unzip = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    body = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        body += _unzipped(unzip, chunk, max_bytes - len(body) + 1) if unzip else chunk
        if len(body) > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
    if unzip and not unzip.eof:
        raise Unreachable("the answer is cut short")
    return bytes(body)


def _unzipped(unzip: Any, chunk: bytes, room: int) -> bytes:
    try:
        return bytes(unzip.decompress(chunk, room))
    except zlib.error as error:
        raise Unreachable("the answer is not what its headers say") from error
