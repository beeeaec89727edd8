from preau.jobs.services import task

from . import services


@task()
def deliver(*, delivery_id: int) -> None:
    """Publish one delivery. Safe to run again: the delivery's own state says whether there is anything left to do."""
    services.delivery_advance(delivery_id=delivery_id)
