from preau.jobs.services import DIGEST, periodic

from .services import counts_forget


@periodic(every=3600, priority=DIGEST)
def forget_counts() -> None:
    """Counts of windows that are over."""
    counts_forget()
