"""A job that does nothing: what is left is the engine."""

from __future__ import annotations

from preau.jobs.services import task


@task()
def nothing(*, number: int) -> None:
    """Done."""
