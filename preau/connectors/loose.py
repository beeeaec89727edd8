"""Reading JSON whose shape nobody vouches for: a value of the type asked for, or an empty one."""

from __future__ import annotations

import datetime as dt
from typing import Any


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def listing(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def moment(value: object) -> dt.datetime | None:
    """An ISO 8601 moment, in UTC where it names no zone; None for anything else."""
    try:
        read = dt.datetime.fromisoformat(text(value).strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)
