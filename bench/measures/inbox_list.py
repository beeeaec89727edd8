"""The list of the staff's inbox among 100,000 conversations, as those who read it ask for it."""

from __future__ import annotations

import re
from typing import Any

from bench.load import Browser, latencies_ms
from bench.rows import Goal, Measured
from bench.stats import p95
from bench.world import World, Worlds

from .base import Measure

COUNT = 100_000
TIMES = 8
WARM_UP = 2
INBOX = "/bureau/conversations/"
FOLDERS = ["waiting", "new", "mine", "theirs", "snoozed", "closed"]
FILTERS = ["genre=danger", "genre=attack&ton=warm&reseau=bluesky", "age=older&ton=hostile", "age=overdue", "retenu=1"]
NOBODYS = "genre=thanks&ton=hostile&reseau=bluesky&prive=1&age=today"  # nothing is all of this


def take(worlds: Worlds, posts: int) -> Measured:
    """The 95th percentile of all lists of the person for whom it is worst; the note names the slowest list of each."""
    world = worlds.empty("inbox-list")
    world.preau("import-network", str(worlds.network.schools), "--boards", str(worlds.network.boards))
    facts = world.inside("talk", str(COUNT))
    with world.served():
        found = {who: _asked(world, session, facts) for who, session in facts["sessions"].items()}
    worst = max(p95(times) for lists in found.values() for times in [[ms for one in lists.values() for ms in one]])
    slowest = {who: max(lists.items(), key=lambda line: p95(line[1])) for who, lists in found.items()}
    said = ", ".join(f"{who} {p95(times):.0f} ms ({query})" for who, (query, times) in slowest.items())
    return Measured(worst, note=f"{COUNT:,} conversations; the slowest list of each: {said}")


def _asked(world: World, session: str, facts: dict[str, Any]) -> dict[str, list[float]]:
    """For each list, by its query, the times of `TIMES` requests in milliseconds."""
    browser = Browser(world.origin, {"Cookie": session})
    queries = [f"etat={folder}" for folder in FOLDERS]
    queries += [f"etat={folder}&{narrow}" for folder in ("waiting", "closed") for narrow in (*FILTERS, NOBODYS)]
    queries += [f"etat=waiting&page={facts['page']}", _second_sheet(browser)]
    queries += [f"etat=waiting&etiquette={label}" for label in facts["labels"][:1]]
    found = {}
    for query in queries:
        path = f"{INBOX}?{query}"
        latencies_ms(browser, [path] * WARM_UP)
        found[query] = latencies_ms(browser, [path] * TIMES)
    browser.close()
    return found


def _second_sheet(browser: Browser) -> str:
    text = browser.without_compression().expect(f"{INBOX}?etat=waiting").body.decode()
    more = re.search(r"avant=([\d-]+)", text)
    if more is None:
        raise RuntimeError("the list has one sheet only")
    return f"etat=waiting&avant={more[1]}"


MEASURES = [Measure("inbox.list_p95_ms", "ms", Goal(80), take, grows=False)]
