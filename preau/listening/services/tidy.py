"""How long the rows of what came in are kept. What is in their payload ends sooner (`forget`)."""

from __future__ import annotations

import datetime as dt

from preau.channels.models import InboundItem, InboundState
from preau.kernel import clock
from preau.listening.inbound import NETWORKS

ROW = dt.timedelta(days=30)  # what is older when a source gives it is left anyway (keep.TOO_OLD); items are unique
BATCH = 1_000  # rows a statement: others write too


def inbound_tidy() -> None:
    """Delete what came in a month ago, read or unreadable: its items stand by themselves. Safe to run again."""
    old = InboundItem.objects.filter(network__in=NETWORKS, received_at__lt=clock.now() - ROW)
    ended = old.exclude(state=InboundState.NEW).order_by("pk")
    while ids := list(ended.values_list("pk", flat=True)[:BATCH]):
        InboundItem.objects.filter(pk__in=ids).delete()
