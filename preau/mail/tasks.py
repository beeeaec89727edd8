from preau.jobs.services import ALERT, DIGEST, periodic, task

from . import services


@task(priority=ALERT)
def send_mails() -> None:
    """All mails that are due. Safe to run again, and beside itself: a mail is marked before it leaves."""
    services.mails_send()


@periodic(every=60)
def recover_mails() -> None:
    services.mails_recover()


@periodic(every=6 * 3600, priority=DIGEST)
def forget_mails() -> None:
    services.mails_forget()
