"""Installations of Préau on throwaway folders, with as many posts as asked for. Each is made once a run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from . import server
from .network import NetworkFile, network_file

PREAU = server.python("preau")


@dataclass(frozen=True)
class World:
    """One installation: a data folder and the environment of its processes. `posts`: how many it holds."""

    folder: Path
    posts: int
    port: int

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder.parent / f"{self.folder.name}.log"

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the measures need to know of what was seeded: addresses, a session, words to look for."""
        found: dict[str, Any] = self.inside("facts")
        return found

    def env(self, **extra: str) -> dict[str, str]:
        return {
            **server.clean_env(),
            "PYTHONPATH": str(server.ROOT),
            "PREAU_MODE": "demo",
            "PREAU_DATA": str(self.folder),
            "PREAU_ORIGIN": self.origin,
            "PREAU_BIND": f"127.0.0.1:{self.port}",
            "PREAU_LOG_LEVEL": "WARNING",
            **extra,
        }

    def preau(self, *arguments: str, seconds: float = 900, **extra: str) -> str:
        """Run one `preau` command to its end."""
        return server.run([*PREAU, *arguments], self.env(**extra), seconds=seconds)

    def inside(self, script: str, *arguments: str, seconds: float = 1800, **extra: str) -> Any:
        """Run `bench.inside.<script>`, which has Django at hand, and give back the JSON that it prints last."""
        said = server.run(server.python(f"bench.inside.{script}", *arguments), self.env(**extra), seconds=seconds)
        return json.loads(said.strip().splitlines()[-1])

    @contextmanager
    def served(self, path: str = "/", **extra: str) -> Iterator[Any]:
        """`preau serve` on this installation, once it answers. Yields its process."""
        with server.running([*PREAU, "serve"], self.env(**extra), self.log) as process:
            server.wait_for(process, self.port, self.log, path)
            yield process


@dataclass
class Worlds:
    """Where a run keeps its installations. `say` tells a person what is being made."""

    home: Path
    posts: int
    say: Any = print
    _made: dict[int, World] = field(default_factory=dict)

    @property
    def posts_10x(self) -> int:
        return self.posts * 10

    @cached_property
    def network(self) -> NetworkFile:
        return network_file(self.home)

    def empty(self, name: str, **settings: str) -> World:
        """An installation on its first day: migrated, nothing in it."""
        world = World(self.home / name, 0, server.free_port())
        world.folder.mkdir()
        world.preau("migrate", **settings)
        return world

    def with_posts(self, posts: int) -> World:
        """The whole network with its pages open, and `posts` posts. The tenfold one grows out of the base."""
        if posts not in self._made:
            self.say(f"  making an installation with {posts:,} posts…")
            self._made[posts] = self._grown() if posts == self.posts_10x else self._seeded(posts)
        return self._made[posts]

    def _seeded(self, posts: int) -> World:
        world = World(self.empty(f"posts-{posts}").folder, posts, server.free_port())
        world.preau("import-network", str(self.network.schools), "--boards", str(self.network.boards))
        world.inside("seed", str(posts))
        return world

    def _grown(self) -> World:
        base = self.with_posts(self.posts)
        world = World(self.home / f"posts-{self.posts_10x}", self.posts_10x, server.free_port())
        shutil.copytree(base.folder, world.folder)
        world.inside("grow", "10")
        return world
