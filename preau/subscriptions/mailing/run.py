"""Sending many letters: each is marked before it leaves and settled after, one commit for both.

A commit settles the letters that came back and marks the next ones as leaving. So when the machine dies, the letters
marked as leaving, at most one a connection, are exactly those of which nobody knows; all others are certain.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable
from typing import Protocol

from django.db import transaction
from django.db.models import F, Q, QuerySet

from preau.channels.services.settle import backoff
from preau.kernel import clock
from preau.subscriptions.models import Letter, LetterState, Subscriber

from .blank import sender_address
from .carrier import Unreachable
from .office import Office
from .outcome import Outcome

LOOK_AHEAD = 500  # letters read at once
LEASE = dt.timedelta(minutes=5)  # longer than every time-out of one letter together
PATIENCE = 20  # letters put off one after the other: then the server is left in peace for a while
MIN_PAUSE, MAX_PAUSE = dt.timedelta(minutes=1), dt.timedelta(minutes=30)


class Source(Protocol):
    """Where letters come from, and what they say."""

    def letters(self) -> QuerySet[Letter]: ...

    def prepare(self, letters: list[Letter]) -> None:
        """Read what the next letters need, in a bounded number of queries."""
        ...

    def writer(self, letter: Letter) -> Callable[[], bytes] | None:
        """What writes the letter's message, without the database; None where there is nothing to say any more."""
        ...


def due(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    again = Q(state=LetterState.RETRYING, next_at__lte=clock.now())
    return letters.filter(Q(state=LetterState.PENDING) | again)


class Run:
    """One pass over the letters of a source that are due. `stopped_by`: why it ended early, else ""."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.ahead: deque[Letter] = deque()
        self.arrived: list[tuple[int, Outcome]] = []  # came back, and is not written down yet
        self.last_id = 0
        self.put_off = 0
        self.stopped_by = ""
        self.sender = sender_address()

    def go(self) -> Run:
        """Send what is due. Raises nothing for the server's reasons: `stopped_by` says them."""
        if not due(self.source.letters()).exists():
            return self
        try:
            with Office() as office:
                try:
                    self._send(office)
                finally:
                    self._collect(office)
        except Unreachable as error:
            self.stopped_by = error.words
        return self

    def _send(self, office: Office) -> None:
        while True:
            writers = self._next(0 if self.stopped_by else office.free)
            taken = self._commit(writers)
            for letter, write in writers:
                if write and letter.pk in taken:
                    office.hand_over(letter.pk, self.sender, letter.subscriber.email, write)
            if office.on_the_way:
                self.arrived = office.wait()
                self._mind()
            elif not writers:
                return

    def _collect(self, office: Office) -> None:
        """After a fault of ours, what is known of the letters that were on their way is still written down."""
        while office.on_the_way:
            self.arrived += office.wait()
        if self.arrived:
            with transaction.atomic():
                settle(self.arrived, clock.now())

    def _next(self, count: int) -> list[tuple[Letter, Callable[[], bytes] | None]]:
        if count and not self.ahead:  # only then: a source knows about the letters it was last prepared for
            more = due(self.source.letters()).filter(pk__gt=self.last_id).select_related("subscriber").order_by("pk")
            letters = list(more[:LOOK_AHEAD])
            if letters:
                self.last_id = letters[-1].pk
                self.ahead.extend(letters)
                self.source.prepare(list(self.ahead))  # what it read before is forgotten: those still ahead need it too
        chosen = [self.ahead.popleft() for _ in range(min(count, len(self.ahead)))]
        return [(letter, self.source.writer(letter)) for letter in chosen]

    def _commit(self, chosen: list[tuple[Letter, Callable[[], bytes] | None]]) -> set[int]:
        """Settle what came back, mark what leaves, and say which of it is ours: another worker may have been faster."""
        now = clock.now()
        leaving = [letter.pk for letter, write in chosen if write]
        empty = [letter.pk for letter, write in chosen if write is None]
        with transaction.atomic():
            settle(self.arrived, now)
            if empty:
                due(Letter.objects.filter(pk__in=empty)).update(state=LetterState.CANCELLED, next_at=None)
            mine = due(Letter.objects.filter(pk__in=leaving))
            ids = set(mine.select_for_update(skip_locked=True).values_list("pk", flat=True)) if leaving else set()
            if ids:
                changes = {"state": LetterState.SENDING, "attempts": F("attempts") + 1, "next_at": now + LEASE}
                Letter.objects.filter(pk__in=ids).update(**changes)
        self.arrived = []
        return ids

    def _mind(self) -> None:
        for _letter_id, result in self.arrived:
            self.put_off = self.put_off + 1 if result.state == LetterState.RETRYING else 0
            if result.stops or self.put_off >= PATIENCE:
                self.stopped_by = result.words


def settle(arrived: list[tuple[int, Outcome]], now: dt.datetime) -> None:
    """Write what became of letters, in the caller's transaction. The truth wins over a lease that ran out meanwhile."""
    sent = [letter_id for letter_id, result in arrived if result.state == LetterState.DELIVERED]
    if sent:
        _leaving(sent).update(state=LetterState.DELIVERED, delivered_at=now, next_at=None, last_error="")
    for letter_id, result in arrived:
        if result.state == LetterState.RETRYING:
            _put_off(letter_id, result, now)
        elif result.state != LetterState.DELIVERED:
            _leaving([letter_id]).update(state=result.state, next_at=None, last_error=result.words)
        if result.is_dead:
            Subscriber.objects.filter(letters=letter_id, bounced_at__isnull=True).update(bounced_at=now)


def _leaving(ids: list[int]) -> QuerySet[Letter]:
    return Letter.objects.filter(pk__in=ids, state__in=[LetterState.SENDING, LetterState.UNKNOWN])


def _put_off(letter_id: int, result: Outcome, now: dt.datetime) -> None:
    attempts = Letter.objects.filter(pk=letter_id).values_list("attempts", flat=True).first() or 0
    wait = backoff(max(attempts, 1))
    state = LetterState.RETRYING if wait else LetterState.FAILED
    at = now + wait if wait else None
    _leaving([letter_id]).update(state=state, next_at=at, last_error=result.words)


def pause_after(since: dt.datetime) -> dt.timedelta:
    """How long to leave a server in peace that can't be used, when letters have waited since `since`."""
    return min(max(clock.now() - since, MIN_PAUSE), MAX_PAUSE)
