"""Who reads which activity. What is not listed changes nothing here, and is no error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import block, create, delete, flag, follow, move, quote_request, reactions, undo, update
from .incoming import Incoming


def _nothing(incoming: Incoming) -> bool:
    return False


def _no_fetch(incoming: Incoming) -> None:
    """Nothing is fetched."""


@dataclass(frozen=True)
class Handler:
    """See the package. `wants` and `fetch`: what has to be asked of other servers before."""

    handle: Callable[[Incoming], str]
    wants: Callable[[Incoming], bool] = _nothing
    fetch: Callable[[Incoming], None] = _no_fetch


HANDLERS = {
    "Announce": Handler(reactions.announce),
    "Block": Handler(block.handle),
    "Create": Handler(create.handle),
    "Delete": Handler(delete.handle),
    "Flag": Handler(flag.handle),
    "Follow": Handler(follow.handle),
    "Like": Handler(reactions.like),
    "Move": Handler(move.handle, move.wants, move.fetch),
    "QuoteRequest": Handler(quote_request.handle),
    "Undo": Handler(undo.handle),
    "Update": Handler(update.handle, update.wants, update.fetch),
}
