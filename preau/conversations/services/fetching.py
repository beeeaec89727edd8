"""Fetching the pictures that wait: guarded, bounded, re-encoded, some at a time."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum

from preau.channels.signals import replies_changed
from preau.conversations.models import Conversation, PictureState, RemotePicture
from preau.conversations.pictures import path_of
from preau.jobs.services import DIGEST, task_named
from preau.kernel import clock, images
from preau.kernel.errors import PreauError
from preau.kernel.http import AddressRefused, Fetched, TooLarge, fetch

log = logging.getLogger(__name__)

TOGETHER = 4  # fetched at once, held in memory at once
GROUPS = 50  # of a run: then others have their turn
MAX_BYTES = 8_000_000
WIDTH = 960  # pixels
PORTRAIT_WIDTH = 400
TIMEOUT = 10.0  # seconds
AGAIN = (dt.timedelta(minutes=10), dt.timedelta(hours=2), dt.timedelta(hours=12))
CHANGES = ("state", "attempts", "next_at", "last_error", "width", "height", "bytes", "kept_at")
KEPT_BYTES = 1_000_000_000  # of disk, in all
KEPT_FILES = 50_000


class Unusable(PreauError):
    """What came is no picture, or none at all."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Our copy of a picture."""

    width: int
    height: int
    data: bytes


def pictures_fetch() -> None:
    """Fetch what waits, until nothing does or it is others' turn."""
    for _ in range(GROUPS):
        now = clock.now()
        due = RemotePicture.objects.filter(Q(next_at=None) | Q(next_at__lte=now), state=PictureState.WAITING)
        group = list(due.order_by("id")[:TOGETHER])
        if not group:
            break
        _take(group)
    waiting = RemotePicture.objects.filter(state=PictureState.WAITING).order_by("next_at")
    if first := waiting.first():
        again = task_named("preau.conversations.tasks.fetch_pictures").using(unique_key="pictures", priority=DIGEST)
        again.using(run_at=first.next_at).enqueue()


def _take(group: list[RemotePicture]) -> None:
    answers = asyncio.run(_fetched([picture.address for picture in group]))
    for picture, answer in zip(group, answers, strict=True):
        try:
            _keep(picture, _copy(picture, answer))
        except PreauError as error:
            _put_off(picture, error)
    with transaction.atomic():
        for picture in group:  # one that was erased in the meantime stays so
            names = ["state", "attempts", "next_at", "last_error", "width", "height", "bytes", "kept_at"]
            kept = RemotePicture.objects.filter(pk=picture.pk).update(
                **{name: getattr(picture, name) for name in names}
            )
            if not kept:
                path_of(picture.digest).unlink(missing_ok=True)
        _tell(group)


async def _fetched(addresses: list[str]) -> list[Fetched | BaseException]:
    asked = (
        fetch(
            address,
            max_bytes=MAX_BYTES,
            timeout=TIMEOUT,
            allow_loopback=settings.ALLOW_LOOPBACK,
            headers={"Accept": "image/webp,image/png,image/jpeg,image/*;q=0.8"},
        )
        for address in addresses
    )
    return await asyncio.gather(*asked, return_exceptions=True)


def _copy(picture: RemotePicture, answer: Fetched | BaseException) -> Copy:
    """Raises a PreauError where there is none."""
    if isinstance(answer, PreauError):
        raise answer
    if isinstance(answer, BaseException):
        log.error("remote picture %s was not fetched", picture.pk, exc_info=answer)
        raise PreauError(type(answer).__name__)
    if answer.status >= 500 or answer.status == 429:
        raise PreauError(f"{answer.status}")
    if answer.status != 200:
        raise Unusable(f"{answer.status}")
    if picture.is_portrait:
        return Copy(PORTRAIT_WIDTH, PORTRAIT_WIDTH, images.portrait(answer.body, max_bytes=MAX_BYTES))
    made = images.renditions(answer.body, widths=(WIDTH,), max_bytes=MAX_BYTES).renditions[-1]
    return Copy(made.width, made.height, made.data)


def _keep(picture: RemotePicture, copy: Copy) -> None:
    path = path_of(picture.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:  # whole or not at all
        draft.write(copy.data)
    Path(draft.name).replace(path)
    picture.state, picture.next_at, picture.last_error = PictureState.KEPT, None, ""
    picture.width, picture.height, picture.bytes = copy.width, copy.height, len(copy.data)
    picture.kept_at = clock.now()


def _put_off(picture: RemotePicture, error: PreauError) -> None:
    """What can't be otherwise tomorrow is not asked for again."""
    is_for_good = isinstance(error, Unusable | AddressRefused | TooLarge | images.BadImage) and str(error) != "busy"
    picture.attempts += 1
    picture.last_error = str(error)[:200]
    if is_for_good or picture.attempts > len(AGAIN):
        picture.state, picture.next_at = PictureState.FAILED, None
    else:
        picture.next_at = clock.now() + AGAIN[picture.attempts - 1]


def _tell(group: list[RemotePicture]) -> None:
    """The pages on which they stand show them now."""
    kept = [picture.asked_for_id for picture in group if picture.state == PictureState.KEPT]
    shown = Conversation.objects.filter(messages__in=kept, is_private=False, post__isnull=False)
    for post_id in sorted(set(shown.values_list("post_id", flat=True))):
        replies_changed.send(sender=Conversation, post_id=post_id)


def pictures_prune() -> None:
    """Keep the disk within its bounds: the oldest copies go first."""
    kept = RemotePicture.objects.filter(state=PictureState.KEPT).order_by("kept_at", "id")
    used, files = kept.aggregate(total=Sum("bytes"))["total"] or 0, kept.count()
    for picture in kept.iterator():
        if used <= KEPT_BYTES and files <= KEPT_FILES:
            break
        used, files = used - picture.bytes, files - 1
        path_of(picture.digest).unlink(missing_ok=True)
        picture.delete()
