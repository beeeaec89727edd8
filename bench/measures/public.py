"""What a parent reads, against the same server answering the very same bytes without any work."""

from __future__ import annotations

from collections.abc import Callable

from bench import server
from bench.load import Browser, driver, kept_answer, rate
from bench.rows import Goal, Measured
from bench.stats import median
from bench.world import World, Worlds

from .base import Measure

SITE, CONSTANT = "preau.config.wsgi:application", "bench.constant:application"
ROUNDS = 3  # in turns, so that a noisy moment of the machine falls on both
SECONDS = 3.0


def constant_command(site: list[str], port: int) -> list[str]:
    """The command of the site's own server, with another application on another port."""
    command = [CONSTANT if part == SITE else part for part in site]
    command[command.index("--port") + 1] = str(port)
    return command


def _site_command(pid: int) -> list[str]:
    """How `preau serve` started its server."""
    return next(command for member in server.tree(pid) if SITE in (command := member.cmdline()))


def _against_constant(world: World, path: str) -> Measured:
    with world.served(path) as process:
        answer = Browser(world.origin).expect(path)
        kept = kept_answer(answer, world.folder.parent / "constant.json")
        port = server.free_port()
        command = constant_command(_site_command(process.pid), port)
        with server.running(command, world.env(BENCH_CONSTANT=str(kept)), world.log) as constant:
            server.wait_for(constant, port, world.log)
            urls = [world.origin + path, f"http://localhost:{port}/"]
            turns = [[rate(url, SECONDS) for url in urls] for _ in range(ROUNDS)]
    ours, limit = (median([turn[side].per_s for turn in turns]) for side in (0, 1))
    busy = max(one.busy for turn in turns for one in turn)
    encoding = answer.header("Content-Encoding") or "plain"
    return Measured(ours, limit, f"{len(answer.body):,} bytes {encoding}, driven by {driver()}, busy at {busy:.0%}")


def of_fact(fact: str) -> Callable[[Worlds, int], Measured]:
    """Measures the address that the installation knows as `fact`."""

    def take(worlds: Worlds, posts: int) -> Measured:
        world = worlds.with_posts(posts)
        return _against_constant(world, world.facts[fact])

    return take


AT_LEAST_HALF = Goal(0.5, at_most=False, of_limit=True)
MEASURES = [
    Measure("page.rps", "answers/s", AT_LEAST_HALF, of_fact("board_path")),
    Measure("post.rps", "answers/s", AT_LEAST_HALF, of_fact("post_path")),
]
