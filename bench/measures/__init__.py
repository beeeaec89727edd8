"""Everything that can be measured, in the order of the table. One small file a subject."""

from __future__ import annotations

from . import desk, imports, inbox, install, jobs, mail, public, search, serve, visible, weight
from .base import Measure

ALL: list[Measure] = [
    *imports.MEASURES,
    *public.MEASURES,
    *desk.MEASURES,
    *search.MEASURES,
    *visible.MEASURES,
    *mail.MEASURES,
    *jobs.MEASURES,
    *inbox.MEASURES,
    *serve.MEASURES,
    *weight.MEASURES,
    *install.MEASURES,
]

__all__ = ["ALL", "Measure"]
