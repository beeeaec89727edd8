"""Sending many letters: each is marked before it leaves and settled after, one commit for both.

A commit settles the letters that came back and marks the next ones as leaving. So when the machine dies, the letters
marked as leaving, at most one a connection, are exactly those of which nobody knows; all others are certain.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q, QuerySet

from preau.kernel import clock
from preau.kernel.backoff import backoff
from preau.mail.models import MailState

from .blank import sender_address
from .carrier import Unreachable
from .office import Office
from .outcome import Outcome

LOOK_AHEAD = 500  # letters read at once
LEASE = dt.timedelta(minutes=5)  # longer than every time-out of one letter together
PATIENCE = 20  # letters put off one after the other: then the server is left in peace for a while
MIN_PAUSE, MAX_PAUSE = dt.timedelta(minutes=1), dt.timedelta(minutes=30)


Parcel = tuple[Any, Callable[[], bytes] | None]  # a letter, and what writes it


class Source(Protocol):
    """Where letters come from, and what they say. Letters are rows of any model with the columns of OutgoingMail:
    state, attempts, next_at, last_error, delivered_at."""

    def letters(self) -> QuerySet[Any]: ...

    def prepare(self, letters: list[Any]) -> None:
        """Read what the next letters need, in a bounded number of queries."""
        ...

    def writer(self, letter: Any) -> Callable[[], bytes] | None:
        """What writes the letter's message, without the database; None where there is nothing to say any more."""
        ...

    def recipient(self, letter: Any) -> str:
        """The address that it goes to."""
        ...

    def dead(self, letter_ids: list[int]) -> None:
        """The addresses of these do not exist: the server said so."""
        ...


def due(letters: QuerySet[Any]) -> QuerySet[Any]:
    again = Q(state=MailState.RETRYING, next_at__lte=clock.now())
    return letters.filter(Q(state=MailState.PENDING) | again)


class Run:
    """One pass over the letters of a source that are due. `stopped_by`: why it ended early, else ""."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.rows: QuerySet[Any] = source.letters().model._default_manager.all()
        self.ahead: deque[Any] = deque()
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
                    office.hand_over(letter.pk, self.sender, self.source.recipient(letter), write)
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
                self._settle()

    def _next(self, count: int) -> list[Parcel]:
        if count and not self.ahead:  # only then: a source knows about the letters it was last prepared for
            more = due(self.source.letters()).filter(pk__gt=self.last_id).order_by("pk")
            letters = list(more[:LOOK_AHEAD])
            if letters:
                self.last_id = letters[-1].pk
                self.ahead.extend(letters)
                self.source.prepare(list(self.ahead))  # what it read before is forgotten: those still ahead need it too
        chosen = [self.ahead.popleft() for _ in range(min(count, len(self.ahead)))]
        return [(letter, self.source.writer(letter)) for letter in chosen]

    def _commit(self, chosen: list[Parcel]) -> set[int]:
        """Settle what came back, mark what leaves, and say which of it is ours: another worker may have been faster."""
        now = clock.now()
        leaving = [letter.pk for letter, write in chosen if write]
        empty = [letter.pk for letter, write in chosen if write is None]
        with transaction.atomic():
            self._settle()
            if empty:
                due(self.rows.filter(pk__in=empty)).update(state=MailState.CANCELLED, next_at=None)
            mine = due(self.rows.filter(pk__in=leaving))
            ids = set(mine.select_for_update(skip_locked=True).values_list("pk", flat=True)) if leaving else set()
            if ids:
                changes = {"state": MailState.SENDING, "attempts": F("attempts") + 1, "next_at": now + LEASE}
                self.rows.filter(pk__in=ids).update(**changes)
        self.arrived = []
        return ids

    def _settle(self) -> None:
        """Write what became of letters. The truth wins over a lease that ran out meanwhile."""
        now = clock.now()
        sent = [letter_id for letter_id, result in self.arrived if result.state == MailState.DELIVERED]
        if sent:
            self._leaving(sent).update(state=MailState.DELIVERED, delivered_at=now, next_at=None, last_error="")
        for letter_id, result in self.arrived:
            if result.state == MailState.RETRYING:
                self._put_off(letter_id, result)
            elif result.state != MailState.DELIVERED:
                self._leaving([letter_id]).update(state=result.state, next_at=None, last_error=result.words)
        if dead := [letter_id for letter_id, result in self.arrived if result.is_dead]:
            self.source.dead(dead)

    def _leaving(self, ids: list[int]) -> QuerySet[Any]:
        return self.rows.filter(pk__in=ids, state__in=[MailState.SENDING, MailState.UNKNOWN])

    def _put_off(self, letter_id: int, result: Outcome) -> None:
        attempts = self.rows.filter(pk=letter_id).values_list("attempts", flat=True).first() or 0
        wait = backoff(max(attempts, 1))
        state, at = (MailState.RETRYING, clock.now() + wait) if wait else (MailState.FAILED, None)
        self._leaving([letter_id]).update(state=state, next_at=at, last_error=result.words)

    def _mind(self) -> None:
        for _letter_id, result in self.arrived:
            self.put_off = self.put_off + 1 if result.state == MailState.RETRYING else 0
            if result.stops or self.put_off >= PATIENCE:
                self.stopped_by = result.words


def pause_after(since: dt.datetime) -> dt.timedelta:
    """How long to leave a server in peace that can't be used, when letters have waited since `since`."""
    return min(max(clock.now() - since, MIN_PAUSE), MAX_PAUSE)
