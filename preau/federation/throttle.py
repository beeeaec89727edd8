"""How much one other server may say to us: as much as it likes for a while, then so many messages a second.

Kept in the memory of each process, bounded: it protects the queue from one loud server, it is no accounting.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

MAX_HOSTS = 10_000
BURST = 60  # seconds of its rate that a silent server may say at once


@dataclass
class Throttle:
    """`rate`: messages a second from one server; 0 sets no limit."""

    rate: float
    _spent: OrderedDict[str, float] = field(default_factory=OrderedDict)  # host -> when it is even
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str, now: float | None = None) -> float:
        """0 where `host` may speak, which is counted; else the seconds after which it may."""
        if not self.rate:
            return 0.0
        now = time.monotonic() if now is None else now
        with self._lock:
            free = max(self._spent.pop(host, now), now)
            ahead = free - now + 1 / self.rate
            is_over = ahead > BURST + 0.001
            self._spent[host] = free if is_over else free + 1 / self.rate
            if len(self._spent) > MAX_HOSTS:
                self._spent.popitem(last=False)
        return ahead - BURST if is_over else 0.0


@cache
def speaking() -> Throttle:
    """The one of this process."""
    return Throttle(settings.INBOX_RATE)
