"""Which pictures of other servers we want a copy of; and which no longer."""

from __future__ import annotations

from preau.conversations.models import Message, RemotePicture
from preau.conversations.pictures import PORTRAIT, digest_of, path_of, slots_of
from preau.jobs.services import DIGEST, task_named


def pictures_want(message: Message) -> None:
    """Ask, in the caller's transaction, for a copy of what `message` shows. What is here or asked for is left alone."""
    wanted = {digest_of(address): (slot, address) for slot, address in slots_of(message).items()}
    known = set(RemotePicture.objects.filter(digest__in=wanted).values_list("digest", flat=True)) if wanted else set()
    missing = [
        RemotePicture(digest=digest, address=address, is_portrait=slot == PORTRAIT, asked_for=message)
        for digest, (slot, address) in wanted.items()
        if digest not in known
    ]
    if missing:
        RemotePicture.objects.bulk_create(missing, ignore_conflicts=True)
        fetch_soon()


def fetch_soon() -> None:
    """One job for all the pictures that wait."""
    task_named("preau.conversations.tasks.fetch_pictures").using(unique_key="pictures", priority=DIGEST).enqueue()


def pictures_forget(message: Message, *, portrait: bool = True) -> None:
    """Erase our copies of what `message` shows. Another message that shows the same asks for it again."""
    slots = slots_of(message).items()
    digests = [digest_of(address) for slot, address in slots if portrait or slot != PORTRAIT]
    RemotePicture.objects.filter(digest__in=digests).delete()
    for digest in digests:
        path_of(digest).unlink(missing_ok=True)
