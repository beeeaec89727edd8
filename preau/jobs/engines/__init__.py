"""The engines behind the port. `current()` is the one that PREAU_JOBS_ENGINE names."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from django.conf import settings

from . import base

PATHS = {"embedded": "preau.jobs.engines.embedded", "procrastinate": "preau.jobs.engines.distributed"}


@cache
def by_name(name: str) -> base.Engine:
    """The engine of that name; the distributed one needs the optional group `postgres`."""
    engine: base.Engine = import_module(PATHS[name]).ENGINE
    return engine


def current() -> base.Engine:
    return by_name(settings.JOBS_ENGINE)


__all__ = ["base", "by_name", "current"]
