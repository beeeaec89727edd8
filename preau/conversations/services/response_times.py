"""How long pages take to answer, computed now and then."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from math import ceil

from django.db import transaction

from preau.conversations.models import Conversation, ResponseTime
from preau.conversations.selectors.clock import timetables_of
from preau.conversations.signals import reception_changed
from preau.institutions.models import Page
from preau.kernel import clock

WINDOW = dt.timedelta(days=90)
LEAST = 5  # first answers under which nothing is said: one slow day is no habit
CHUNK = 300  # pages


@transaction.atomic
def response_times_compute() -> None:
    """The median and the slowest tenth of first answers of the last 90 days, of each page and board that has enough."""
    found = _minutes()
    now = clock.now()
    fresh = []
    for (page_id, board_id), minutes in found.items():
        if len(minutes) >= LEAST:
            ordered = sorted(minutes)
            fresh.append(
                ResponseTime(
                    page_id=page_id,
                    board_id=board_id,
                    answers=len(ordered),
                    median=_at(ordered, 0.5),
                    slowest_tenth=_at(ordered, 0.9),
                    computed_at=now,
                )
            )
    before = {(row.page_id, row.board_id): (row.median, row.slowest_tenth) for row in ResponseTime.objects.all()}
    after = {(row.page_id, row.board_id): (row.median, row.slowest_tenth) for row in fresh}
    ResponseTime.objects.all().delete()
    ResponseTime.objects.bulk_create(fresh, batch_size=500)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    pages = {page_id for page_id, _ in changed if page_id}
    boards = [board_id for _, board_id in changed if board_id]
    pages |= {pk for board in boards for pk in _pages_of(board)}
    if pages:
        reception_changed.send(sender=ResponseTime, page_ids=sorted(pages))


def _pages_of(board_id: int) -> Iterable[int]:
    return Page.objects.filter(institution__path__startswith=f"/{board_id}/").values_list("pk", flat=True)


def _minutes() -> dict[tuple[int | None, int | None], list[int]]:
    """Business minutes to each first answer, by page and by board."""
    answered = Conversation.objects.filter(first_answered_at__gte=clock.now() - WINDOW)
    ids = sorted(set(answered.values_list("page_id", flat=True)))
    found: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        hours = timetables_of(Page.objects.filter(pk__in=some).select_related("institution", "official"))
        rows = answered.filter(page__in=some).values_list("page_id", "board_id", "opened_at", "first_answered_at")
        for page_id, board_id, opened, first in rows.iterator(chunk_size=2_000):
            if first is None:
                continue
            minutes = hours[page_id].between(opened, first) // dt.timedelta(minutes=1)
            found[page_id, None].append(minutes)
            if board_id:
                found[None, board_id].append(minutes)
    return found


def _at(ordered: list[int], share: float) -> int:
    """The value under which `share` of them lie: the nearest rank."""
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
