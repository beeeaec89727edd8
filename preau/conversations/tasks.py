from preau.jobs.services import DIGEST, periodic, task

from .services import pictures_fetch, pictures_prune


@task(priority=DIGEST)
def fetch_pictures() -> None:
    """Fetch the pictures of other servers that wait. Each has its own row: safe to run again."""
    pictures_fetch()


@periodic(every=86_400, priority=DIGEST)
def prune_pictures() -> None:
    """Keep our copies of other servers' pictures within their bounds."""
    pictures_prune()
