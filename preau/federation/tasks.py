from preau.jobs.services import periodic, task

from .services import parcels


@task()
def send_parcels(*, activity_id: int, first: int, last: int) -> None:
    """Some hundreds of parcels. Safe to run again, and beside itself: a parcel is marked before it leaves."""
    parcels.parcels_send(activity_id=activity_id, first=first, last=last)


@periodic(every=15)
def send_due() -> None:
    parcels.due_send()
