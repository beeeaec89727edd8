"""The requests on their way: an event loop in a thread of its own, which touches no database.

Connections are kept alive, so a server with many inboxes costs one handshake. An answer's body is worth nothing to us:
at most BODY bytes of it are read, for the sake of the connection.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType

import aiohttp
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings
from yarl import URL

from preau.federation.protocol.signatures import How, sign
from preau.kernel import clock
from preau.kernel.http import AGENT, Guard

from .outcome import SILENT, UNSIGNED, Kind, Outcome, of_answer

log = logging.getLogger(__name__)
TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=8)  # seconds, for one request
BODY = 1024  # bytes
BODY_SECONDS = 2.0
GATHER = 0.03  # seconds to wait for others that came back, so that one commit settles many
LOOK_UPS = 64
FIRST_KNOCK: How = "cavage"  # the one that nearly every server takes, in November 2026
UNKNOWN_SIGNATURE = frozenset({400, 401})  # what servers answer to a signature that they can't read


@dataclass(frozen=True, slots=True)
class Request:
    """One parcel, ready to leave. `signs`: the signature that the host takes, "" where we don't know yet."""

    parcel_id: int
    inbox: str
    body: bytes
    key: RSAPrivateKey
    key_id: str
    signs: str


class Sender:
    """At most `size` requests are on their way at once; whoever hands over sees to that with `free`."""

    def __init__(self, size: int, per_host: int) -> None:
        self.size, self.per_host = size, per_host
        self.on_the_way = 0
        self.back: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
        self.started = Event()
        self.thread = Thread(target=lambda: asyncio.run(self._main()), daemon=True, name="federation-sender")

    def __enter__(self) -> Sender:
        self.thread.start()
        self.started.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join()

    @property
    def free(self) -> int:
        return self.size - self.on_the_way

    def hand_over(self, requests: Sequence[Request]) -> None:
        self.on_the_way += len(requests)
        self.loop.call_soon_threadsafe(self._start, requests)

    def wait(self) -> list[tuple[int, Outcome]]:
        """At least one outcome, and those that come within a moment."""
        arrived = [self.back.get()]
        until = time.monotonic() + GATHER
        while len(arrived) < min(self.on_the_way, self.size // 2):
            try:
                arrived.append(self.back.get(timeout=max(0.0, until - time.monotonic())))
            except Empty:
                break
        self.on_the_way -= len(arrived)
        return arrived

    async def _main(self) -> None:
        self.loop, self.over, self.tasks = asyncio.get_running_loop(), asyncio.Event(), set[asyncio.Task[None]]()
        # Names are looked up in threads: enough of them that slow ones keep no other waiting.
        self.loop.set_default_executor(ThreadPoolExecutor(min(self.size, LOOK_UPS)))
        connector = aiohttp.TCPConnector(
            socket_factory=Guard(settings.ALLOW_LOOPBACK), limit=self.size, limit_per_host=self.per_host
        )
        async with aiohttp.ClientSession(
            connector=connector,
            headers={"User-Agent": f"{AGENT} (+{settings.ORIGIN})", "Accept-Encoding": "identity"},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=TIMEOUT,
        ) as self.session:
            self.started.set()
            await self.over.wait()

    def _start(self, requests: Sequence[Request]) -> None:
        for request in requests:
            task = self.loop.create_task(self._carry(request))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _carry(self, request: Request) -> None:
        try:
            outcome = await self._knock(request)
        except (aiohttp.ClientError, OSError, TimeoutError):
            outcome = SILENT
        except Exception:  # an address or a document that is none of ours: it can't be signed or called
            log.exception("parcel %s could not be sent", request.parcel_id)
            outcome = UNSIGNED
        self.back.put((request.parcel_id, outcome))

    async def _knock(self, request: Request) -> Outcome:
        """Once; twice where the host may take the other signature."""
        how: How = "rfc9421" if request.signs == "rfc9421" else FIRST_KNOCK
        status, outcome = await self._post(request, how)
        if status in UNKNOWN_SIGNATURE or (status == 403 and not request.signs):
            other: How = "cavage" if how == "rfc9421" else "rfc9421"
            _status, second = await self._post(request, other)
            if second.kind == Kind.DELIVERED:
                return second.signed(other)
        return outcome.signed(how) if outcome.kind == Kind.DELIVERED else outcome

    async def _post(self, request: Request, how: How) -> tuple[int, Outcome]:
        now = clock.now()
        headers = sign(
            how,
            method="POST",
            url=request.inbox,
            body=request.body,
            key=request.key,
            key_id=request.key_id,
            now=now,
        )
        url = URL(request.inbox, encoded=True)  # as it was signed
        async with self.session.post(url, data=request.body, headers=headers, allow_redirects=False) as answer:
            outcome = of_answer(answer.status, answer.headers.get("Retry-After", ""), now)
            await _drain(answer)
            return answer.status, outcome


async def _drain(answer: aiohttp.ClientResponse) -> None:
    """Read what little there may be, so that the connection serves again; hang up on more."""
    read = 0
    with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError):
        async with asyncio.timeout(BODY_SECONDS):
            while read <= BODY:
                chunk = await answer.content.read(BODY + 1 - read)
                if not chunk:
                    return
                read += len(chunk)
    answer.close()
