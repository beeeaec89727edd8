from preau.jobs.services import DIGEST, periodic, task

from .services import (
    blocks_tidy,
    clocks_set,
    conversations_wake,
    evidence_prune,
    pictures_fetch,
    pictures_prune,
    response_times_compute,
)
from .services.visitors import visitors_forget


@task(priority=DIGEST)
def fetch_pictures() -> None:
    """Fetch the pictures of other servers that wait. Each has its own row: safe to run again."""
    pictures_fetch()


@periodic(every=86_400, priority=DIGEST)
def prune_pictures() -> None:
    """Keep our copies of other servers' pictures within their bounds."""
    pictures_prune()


@task()
def recompute_clocks(*, institution_id: int, after: int = 0) -> None:
    """Set the clocks below an institution anew, a batch a job: what it has done is done, whatever ends it."""
    more = clocks_set(institution_id=institution_id, after=after)
    if more is not None:
        # A key of its own: a change made meanwhile starts from the beginning, beside this one.
        again = recompute_clocks.using(unique_key=f"clocks:{institution_id}:{more}")
        again.enqueue(institution_id=institution_id, after=more)


@periodic(every=86_400, priority=DIGEST)
def compute_response_times() -> None:
    """How long pages took to answer lately."""
    response_times_compute()


@periodic(every=60)
def wake_conversations() -> None:
    """Those that were put off until now are awake."""
    conversations_wake()


@periodic(every=900)
def tidy_blocks() -> None:
    """End the blocks whose time has run out, and ask for another look at those whose moment has come."""
    blocks_tidy()


@periodic(every=86_400, priority=DIGEST)
def erase_evidence() -> None:
    """Erase what was sealed longer ago than PREAU_EVIDENCE_DAYS. Its digest stays."""
    evidence_prune()


@periodic(every=3_600, priority=DIGEST)
def forget_visitors() -> None:
    """Erase what nobody confirmed in time, and the addresses of people who have been silent for PREAU_VISITOR_DAYS."""
    visitors_forget()
