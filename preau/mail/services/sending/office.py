"""Several carriers at once: a mail server answers each of four steps a letter, so one connection mostly waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from types import TracebackType

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from .blank import wire_address
from .carrier import Carrier, carrier
from .outcome import UNWRITTEN, Outcome

log = logging.getLogger(__name__)
Parcel = tuple[int, str, str, Callable[[], bytes]]  # letter id, sender, recipient, what writes the text


class Office:
    """Threads that each own a connection and touch no database. At most `size` letters are on their way at once."""

    def __init__(self) -> None:
        is_smtp = isinstance(get_connection(), SmtpBackend)
        self.size = max(1, settings.MAIL_CONNECTIONS) if is_smtp else 1
        self.inbox: SimpleQueue[Parcel | None] = SimpleQueue()
        self.outbox: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
        self.on_the_way = 0
        self.threads: list[Thread] = []

    def __enter__(self) -> Office:
        """Raises Unreachable, before anything is handed over."""
        first = carrier()
        first.open()
        for own in [first, *(carrier() for _ in range(self.size - 1))]:
            thread = Thread(target=self._carry, args=(own,), daemon=True)
            thread.start()
            self.threads.append(thread)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for _thread in self.threads:
            self.inbox.put(None)
        for thread in self.threads:
            thread.join()

    @property
    def free(self) -> int:
        return self.size - self.on_the_way

    def hand_over(self, letter_id: int, sender: str, recipient: str, write: Callable[[], bytes]) -> None:
        self.on_the_way += 1
        self.inbox.put((letter_id, sender, recipient, write))

    def wait(self) -> list[tuple[int, Outcome]]:
        """At least one outcome, and all others that are there by now."""
        arrived = [self.outbox.get()]
        while not self.outbox.empty():
            arrived.append(self.outbox.get())
        self.on_the_way -= len(arrived)
        return arrived

    def _carry(self, own: Carrier) -> None:
        while parcel := self.inbox.get():
            letter_id, sender, recipient, write = parcel
            try:
                result = own.hand_over(sender, wire_address(recipient), write())
            except Exception:  # an address or a text that is none of ours: a carrier raises nothing
                log.exception("letter %s could not be written", letter_id)
                result = UNWRITTEN
            self.outbox.put((letter_id, result))
        own.close()
