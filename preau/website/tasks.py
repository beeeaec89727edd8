"""What is kept for a time only: rows of changes that every process has read, and cards that can be drawn again."""

from __future__ import annotations

import datetime as dt

from preau.jobs.services import DIGEST, periodic
from preau.kernel import clock

from .card import folder
from .models import PublicChange

CHANGES_KEPT = dt.timedelta(hours=6)  # a process that looks at the table reads each row within a tenth of a second
CARDS_KEPT = 5_000  # files of some 20 kB


@periodic(every=3600, priority=DIGEST)
def prune_changes() -> None:
    """Forget old changes, but the newest: numbers must go on from there."""
    newest = PublicChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        PublicChange.objects.filter(at__lt=clock.now() - CHANGES_KEPT, pk__lt=newest).delete()


@periodic(every=86_400, priority=DIGEST)
def prune_cards() -> None:
    """Keep the newest cards; those of older posts are drawn again when somebody asks."""
    files = sorted(folder().glob("*.png"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in files[CARDS_KEPT:]:
        old.unlink(missing_ok=True)
