from preau.jobs.services import ALERT, DIGEST, periodic, task

from .services import digests, letters, notices, tidy


@task()
def send_delivery(*, delivery_id: int) -> None:
    """The letters of a post. Safe to run again, and beside itself: a letter is marked before it leaves."""
    letters.delivery_send(delivery_id=delivery_id)


@task(priority=ALERT)
def send_notice(*, letter_id: int) -> None:
    """A mail that somebody waits for in front of the screen."""
    notices.notice_send(letter_id=letter_id)


@task(priority=DIGEST)
def send_digest(*, issue_id: int) -> None:
    digests.issue_send(issue_id=issue_id)


@periodic(every=300, priority=DIGEST)
def write_digests() -> None:
    """At seven, once a day and once a week."""
    digests.issues_write_due()


@periodic(every=60)
def recover_letters() -> None:
    letters.letters_recover()


@periodic(every=6 * 3600, priority=DIGEST)
def erase_unconfirmed() -> None:
    tidy.unconfirmed_erase()
