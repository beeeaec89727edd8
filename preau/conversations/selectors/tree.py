"""In what order a conversation reads: what answers a message stands below it."""

from __future__ import annotations

from collections.abc import Iterable

from preau.conversations.models import Message

DEEPEST = 3  # steps to the right: a phone has no room for more


def in_order(messages: Iterable[Message]) -> list[tuple[Message, int]]:
    """`messages` (oldest first), each after what it answers, with its depth from 0. Circles are cut open."""
    rows = list(messages)
    by_id = {message.remote_id: message for message in rows}
    below: dict[str, list[Message]] = {}
    roots = []
    for message in rows:
        if message.reply_to in by_id and message.reply_to != message.remote_id:
            below.setdefault(message.reply_to, []).append(message)
        else:
            roots.append(message)
    found: list[tuple[Message, int]] = []
    seen: set[str] = set()
    for root in [*roots, *rows]:  # rows again: those of a circle have no root
        _walk(root, below, seen, found)
    return found


def _walk(root: Message, below: dict[str, list[Message]], seen: set[str], found: list[tuple[Message, int]]) -> None:
    waiting = [(root, 0)]
    while waiting:
        message, depth = waiting.pop()
        if message.remote_id in seen:
            continue
        seen.add(message.remote_id)
        found.append((message, min(depth, DEEPEST)))
        waiting += [(answer, depth + 1) for answer in reversed(below.get(message.remote_id, []))]
