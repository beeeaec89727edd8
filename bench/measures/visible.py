"""From « publish » in one process to the post on the page that another one serves."""

from __future__ import annotations

import secrets
import subprocess
import time

from bench import server
from bench.load import Browser
from bench.rows import Goal, Measured
from bench.stats import median, p95
from bench.world import World, Worlds

from .base import Measure

TIMES = 40
PATIENCE = 20.0  # seconds after which a post that isn't there won't come
PAUSE = 0.002  # seconds between two looks


class NeverVisible(Exception):
    """A published post did not appear."""


def _publisher(world: World, marks: list[str]) -> subprocess.Popen[str]:
    command = server.python("bench.inside.publish", str(world.facts["user"]), str(world.facts["board"]), *marks)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=server.ROOT, env=world.env(), text=True, **pipes)  # type: ignore[call-overload]


def _expect(publisher: subprocess.Popen[str], word: str) -> None:
    assert publisher.stdout
    if publisher.stdout.readline().strip() != word:
        raise RuntimeError("the publishing process ended")


def _visible_ms(publisher: subprocess.Popen[str], browser: Browser, path: str, mark: str) -> float:
    """From the word given to the publisher until the mark is in the page, with the page asked for all along."""
    assert publisher.stdin
    _expect(publisher, "ready")
    browser.expect(path)
    start = time.perf_counter()
    publisher.stdin.write("go\n")
    publisher.stdin.flush()
    while mark.encode() not in browser.expect(path).body:
        if time.perf_counter() - start > PATIENCE:
            raise NeverVisible(mark)
        time.sleep(PAUSE)
    taken = (time.perf_counter() - start) * 1000
    _expect(publisher, "published")
    return taken


def take(worlds: Worlds, posts: int) -> Measured:
    world = worlds.with_posts(posts)
    path, marks = world.facts["board_path"], [f"K{secrets.token_hex(6)}" for _ in range(TIMES)]
    with world.served(path):
        browser = Browser(world.origin).without_compression()
        with _publisher(world, marks) as publisher:
            try:
                taken = [_visible_ms(publisher, browser, path, mark) for mark in marks]
            finally:
                publisher.terminate()
    return Measured(p95(taken), note=f"median {median(taken):.0f} ms, worst {max(taken):.0f} ms")


MEASURES = [Measure("publish_to_visible.p95_ms", "ms", Goal(500), take)]
