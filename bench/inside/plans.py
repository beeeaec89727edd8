"""Why a screen takes its time: `python -m bench.inside.plans [ADDRESS…]` asks for screens of a seeded installation in
this very process, and prints how long Django and each of its queries took, with the plans of the slow ones.

Processor time is told beside the wall's, so that a busy machine misleads nobody.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote_plus

from bench.inside import set_up

SLOW_MS = 5.0
WARM_UP = 2


class Watch:
    """Wraps each query: its statement, its parameters and its processor time."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        start = time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seen.append(((time.process_time() - start) * 1000, sql, params))


@contextmanager
def watched() -> Iterator[Watch]:
    from django.db import connection

    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def plan(sql: str, params: Any) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return [str(row[3]) for row in cursor.fetchall()]


def told(client: Any, path: str) -> None:
    for _ in range(WARM_UP):
        client.get(path)
    wall, processor = time.perf_counter(), time.process_time()
    with watched() as watch:
        status = client.get(path).status_code
    wall, processor = (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000
    spent = sum(ms for ms, _, _ in watch.seen)
    print(f"\n{path}  {status}  {processor:.0f} ms of processor ({wall:.0f} of wall), ", end="")
    print(f"{len(watch.seen)} queries of {spent:.0f} ms")
    for ms, sql, params in sorted(watch.seen, key=lambda one: -one[0]):
        if ms >= SLOW_MS:
            print(f"  {ms:.1f} ms  {sql[:600]}")
            print("".join(f"      {line}\n" for line in plan(sql, params)), end="")


def main(paths: list[str]) -> None:
    from django.conf import settings
    from django.test import Client

    from bench.inside.facts import facts

    known = facts()
    client = Client(SERVER_NAME="localhost", headers={"cookie": known["session"]})
    name, value = known["session"].split("=")
    client.cookies[name] = value
    settings.ALLOWED_HOSTS = ["*"]
    screens = known["screens"]
    public = ["/", known["board_path"], known["school_path"], known["post_path"], "/comptes-officiels/"]
    searches = [f"/?q={quote_plus(word)}" for word in known["queries"][:6]]
    searches += [f"{screens['tree']}?q={quote_plus(word)}" for word in known["queries"][:6]]
    searches += [f"{screens['posts']}?q={quote_plus(word)}" for word in [*known["post_queries"][:6], "groupe 1234"]]
    for path in paths or [*screens.values(), *public, *searches]:
        told(client, path)


if __name__ == "__main__":
    set_up()
    main(sys.argv[1:])
