from __future__ import annotations

import threading

from django.utils.module_loading import autodiscover_modules

from preau.jobs import engines


def work(stop: threading.Event) -> None:
    """Be a worker until `stop` is set, then end cleanly."""
    autodiscover_modules("tasks")
    engines.current().work(stop)


def run_due() -> int:
    """Run in this process, on this connection, every job that is due, until none is. Returns how many ran.

    A task that fails does so as in a worker: it is logged, and waits for its next attempt.
    """
    autodiscover_modules("tasks")
    return engines.current().run_due()


def retry(*, job_id: int | None = None) -> int:
    """Make a failed job wait again with all its attempts; all of them without `job_id`. Returns how many."""
    return engines.current().retry(job_id)
