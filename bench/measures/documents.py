"""What other servers read, against the same server answering the very same bytes without any work."""

from __future__ import annotations

from .base import Measure
from .public import AT_LEAST_HALF, of_fact

MEASURES = [
    Measure("actor.rps", "answers/s", AT_LEAST_HALF, of_fact("actor_path")),
    Measure("webfinger.rps", "answers/s", AT_LEAST_HALF, of_fact("webfinger_path")),
    Measure("outbox.rps", "answers/s", AT_LEAST_HALF, of_fact("outbox_path")),
]
