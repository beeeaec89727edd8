from preau.jobs.services import task

from . import services


@task()
def deliver(*, delivery_id: int) -> None:
    """Publish one delivery. Safe to run again: the delivery's own state says whether there is anything left to do."""
    services.delivery_advance(delivery_id=delivery_id)


@task()
def deliver_answer(*, answer_id: int) -> None:
    """Send one answer. Safe to run again: the answer's own state says whether there is anything left to do."""
    services.answer_advance(answer_id=answer_id)


@task()
def take_back_answer(*, answer_id: int) -> None:
    """Ask the network to forget an answer that was taken back. Safe to run again."""
    services.answer_take_back(answer_id=answer_id)
