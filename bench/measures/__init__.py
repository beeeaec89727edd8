"""Everything that can be measured, in the order of the table. One small file a subject."""

from __future__ import annotations

from . import (
    comment,
    desk,
    documents,
    fanout,
    imports,
    inbox,
    inbox_list,
    install,
    jobs,
    listening,
    mail,
    processed,
    public,
    search,
    serve,
    triage,
    visible,
    weight,
)
from .base import Measure

ALL: list[Measure] = [
    *imports.MEASURES,
    *public.MEASURES,
    *documents.MEASURES,
    *desk.MEASURES,
    *search.MEASURES,
    *inbox_list.MEASURES,
    *visible.MEASURES,
    *mail.MEASURES,
    *jobs.MEASURES,
    *fanout.MEASURES,
    *inbox.MEASURES,
    *processed.MEASURES,
    *triage.MEASURES,
    *listening.MEASURES,
    *comment.MEASURES,
    *serve.MEASURES,
    *weight.MEASURES,
    *install.MEASURES,
]

__all__ = ["ALL", "Measure"]
