"""What a parent reads, against the same server answering the very same bytes without any work."""

from __future__ import annotations

from collections.abc import Callable

from bench import server
from bench.load import Browser, driver, kept_answer, rate
from bench.rows import Goal, Measured
from bench.stats import median
from bench.world import World, Worlds

from .base import Measure

ROUNDS = 3  # in turns, so that a noisy moment of the machine falls on both
SECONDS = 3.0


def _constant_command(port: int) -> list[str]:
    """Granian as `preau serve` runs it, with another application."""
    return [
        *server.python("granian"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "bench.constant:application",
    ]


def _against_constant(world: World, path: str) -> Measured:
    with world.served(path):
        answer = Browser(world.origin).expect(path)
        kept = kept_answer(answer, world.folder.parent / "constant.json")
        port = server.free_port()
        env = world.env(BENCH_CONSTANT=str(kept))
        with server.running(_constant_command(port), env, world.log) as constant:
            server.wait_for(constant, port, world.log)
            urls = [world.origin + path, f"http://localhost:{port}/"]
            turns = [[rate(url, SECONDS) for url in urls] for _ in range(ROUNDS)]
    ours, limit = (median(column) for column in zip(*turns, strict=True))
    note = f"{len(answer.body):,} bytes {answer.header('Content-Encoding') or 'plain'}, driven by {driver()}"
    return Measured(ours, limit, note)


def _of(fact: str) -> Callable[[Worlds, int], Measured]:
    def take(worlds: Worlds, posts: int) -> Measured:
        world = worlds.with_posts(posts)
        return _against_constant(world, world.facts[fact])

    return take


AT_LEAST_HALF = Goal(0.5, at_most=False, of_limit=True)
MEASURES = [
    Measure("page.rps", "answers/s", AT_LEAST_HALF, _of("board_path")),
    Measure("post.rps", "answers/s", AT_LEAST_HALF, _of("post_path")),
]
