"""How long what is said elsewhere is kept: as long as the work needs it, no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from preau.channels.models import InboundItem, InboundState
from preau.kernel import clock
from preau.listening.inbound import NETWORKS
from preau.listening.models import Item, Mention, MentionState, Story

from .fediverse import ERASED
from .past import BACK

PAYLOAD = dt.timedelta(days=7)  # what a source gave, after it was read: to understand what went wrong
UNDECIDED = dt.timedelta(days=365)  # what somebody found and nobody made anything of
BATCH = 500  # rows a statement: others write too
OPEN = (MentionState.NEW, MentionState.SET_ASIDE)


def items_forget() -> None:
    """Erase the words of what no watch found, once no new watch would read it; delete what nobody made anything of
    within a year. What became a conversation, an explanation or an answer stays. Safe to run again."""
    now = clock.now()
    mentions = Mention.objects.filter(item=OuterRef("pk"))
    unfound = Item.objects.filter(~Exists(mentions), heard_at__lt=now - BACK).exclude(title="", text="", url="")
    for ids in _batches(unfound):  # the row stays: a feed may still hold the entry, and it is not new
        Item.objects.filter(pk__in=ids).update(**ERASED)
    decided = mentions.exclude(state__in=OPEN)
    for ids in _batches(Item.objects.filter(~Exists(decided), heard_at__lt=now - UNDECIDED)):
        Item.objects.filter(pk__in=ids).delete()
    for ids in _batches(Story.objects.filter(mentions__isnull=True, last_at__lt=now - BACK)):
        Story.objects.filter(pk__in=ids).delete()
    _empty(now)


def _empty(now: dt.datetime) -> None:
    read = InboundItem.objects.filter(network__in=NETWORKS, state__in=[InboundState.DONE, InboundState.IGNORED])
    for ids in _batches(read.filter(processed_at__lt=now - PAYLOAD).exclude(payload="")):
        InboundItem.objects.filter(pk__in=ids).update(payload="")


def _batches(rows: QuerySet) -> Iterator[list[int]]:
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield ids
