from preau.jobs.services import DIGEST, periodic, task

from . import services


@periodic(every=60, priority=DIGEST)
def fetch_sources() -> None:
    """Ask the sources that are due. Each is claimed on its row: safe to run again, and beside itself."""
    services.sources_fetch()


@task(priority=DIGEST)
def read_items() -> None:
    """Read what came in from sources. Each row is read in the transaction that marks it: safe to run again."""
    services.items_read()


@periodic(every=300, priority=DIGEST)
def recover_items() -> None:
    """What a worker left when it died."""
    services.reading_recover()


@task(priority=DIGEST)
def read_past(*, watch_id: int) -> None:
    """One share of what was heard before a watch was made. It goes on where it stopped: safe to run again."""
    services.past_read(watch_id=watch_id)


@periodic(every=86_400, priority=DIGEST)
def forget_items() -> None:
    """Keep what is said elsewhere no longer than it is of use."""
    services.items_forget()


@periodic(every=86_400, priority=DIGEST)
def tidy_inbound() -> None:
    """Delete the rows of what came in, a month later."""
    services.inbound_tidy()
