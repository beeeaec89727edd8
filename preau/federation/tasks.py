from preau.jobs.services import DIGEST, periodic, task

from . import services
from .inbox import process
from .services import parcels


@task()
def send_parcels(*, activity_id: int, first: int, last: int) -> None:
    """Some hundreds of parcels. Safe to run again, and beside itself: a parcel is marked before it leaves."""
    parcels.parcels_send(activity_id=activity_id, first=first, last=last)


@periodic(every=15)
def send_due() -> None:
    parcels.due_send()


@task()
def process_inbox() -> None:
    """Read what has come in. Safe to run again, and beside itself: an item is read in the transaction that marks it."""
    process.process_due()


@task()
def process_item(*, item_id: int) -> None:
    """Read one item for which another server has to be asked."""
    process.process_one(item_id=item_id)


@periodic(every=60)
def recover_inbox() -> None:
    """What was to be tried again, and what a worker left when it died: by the one job that reads at a time."""
    process.ask_where_due()


@periodic(every=6 * 3600, priority=DIGEST)
def tidy_inbox() -> None:
    services.inbox_tidy()
