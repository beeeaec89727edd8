"""Facts of networks that may change: a `facts.toml` beside each connector, with where and when they were seen."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def facts(network: str) -> dict[str, Any]:
    """The facts of `preau.connectors.<network>`."""
    return tomllib.loads((files(f"preau.connectors.{network}") / "facts.toml").read_text("utf-8"))
