"""What the watches do with what sources give, inside the transaction of its storing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from preau.listening.models import Item, Source

from . import services


def on_items_heard(*, items: Sequence[Item], source: Source, **_: Any) -> None:
    services.items_match(items=items, source=source)
