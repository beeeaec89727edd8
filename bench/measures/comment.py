"""The public forms: messages of visitors a second, and a burst of them while the desk works."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from bench import server
from bench.load import Browser, latencies_ms
from bench.rows import Goal, Measured
from bench.stats import p95
from bench.world import World, Worlds

from .base import Measure

COUNT, CONNECTIONS = 3_000, 16
BURST, SECONDS = 5_000, 60
SETTINGS = {"DJANGO_SETTINGS_MODULE": "preau.config.settings", "PREAU_TRUSTED_PROXIES": "1"}
DESK = ["/bureau/conversations/", "/bureau/"]
KNOWN_PAGE = "/robots.txt"
READ = 0.5  # seconds that somebody at the desk looks at what they opened


def accepted(worlds: Worlds, posts: int) -> Measured:
    """The site alone, with one process: what the worker does with the mails is another measure's."""
    world = worlds.empty("comments", **SETTINGS)
    source = world.folder / "comments.json"
    world.inside("comments", "write", str(COUNT), str(source), **SETTINGS)
    command = server.python("granian", "--interface", "wsgi", "--port", str(world.port), "--no-ws")
    command += ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    with server.running([*command, "preau.config.wsgi:application"], world.env(**SETTINGS), world.log) as site:
        server.wait_for(site, world.port, world.log, KNOWN_PAGE)
        sent = world.inside("post", str(world.port), str(source), str(CONNECTIONS), "302", **SETTINGS)
    kept = _kept(world, COUNT)
    note = f"{COUNT:,} on {CONNECTIONS} connections, half of them shown at once ({kept['shown']:,})"
    return Measured(sent["per_s"], note=note)


def burst(worlds: Worlds, posts: int) -> Measured:
    """A whole house, its worker too: 5,000 forms asked for and sent in a minute, and somebody at the desk."""
    world = worlds.empty("burst", **SETTINGS)
    source = world.folder / "comments.json"
    session = world.inside("comments", "write", str(BURST), str(source), **SETTINGS)["session"]
    with world.served(KNOWN_PAGE, **SETTINGS), ThreadPoolExecutor(1) as pool:
        going = pool.submit(world.inside, "burst", str(world.port), str(source), str(SECONDS), **SETTINGS)
        times = _desk_meanwhile(world, session, going)
    sent = going.result()
    if sent["answers"] != {"302": BURST}:
        raise RuntimeError(f"not all were taken: {sent['answers']}\n{world.log.read_text()[-2000:]}")
    kept = _kept(world, BURST)
    note = f"{BURST:,} in {sent['seconds']:.0f} s, none lost or refused, {kept['held']} of one address held; "
    note += f"form and answer p95 {sent['p95_ms']:.0f} ms; {kept['sent']:,} mails left meanwhile"
    return Measured(p95(times), note=note)


def _desk_meanwhile(world: World, session: str, going: Future[Any]) -> list[float]:
    browser, times = Browser(world.origin, {"Cookie": session}), []
    while not going.done():
        times += latencies_ms(browser, DESK)
        time.sleep(READ)
    return times


def _kept(world: World, count: int) -> dict[str, int]:
    """Errors: something that was answered is not there."""
    kept: dict[str, int] = world.inside("comments", "count", **SETTINGS)
    if (kept["kept"], kept["mails"]) != (count, count):
        raise RuntimeError(f"{kept} of {count} were kept")
    return kept


MEASURES = [
    Measure("comment.per_s", "messages/s", Goal(100, at_most=False), accepted, grows=False),
    Measure("comment.burst.desk_p95_ms", "ms", Goal(500), burst, grows=False),
]
