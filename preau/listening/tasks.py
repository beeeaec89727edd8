from preau.jobs.services import DIGEST, task

from . import services


@task(priority=DIGEST)
def read_past(*, watch_id: int) -> None:
    """One share of what was heard before a watch was made. It goes on where it stopped: safe to run again."""
    services.past_read(watch_id=watch_id)
